import { join } from 'node:path';
import fastify from 'fastify';
import { graphiql } from '../../src/server/graphiql.js';

describe('GraphiQL over HTTP', () => {
  const app = fastify();

  beforeAll(async () => {
    await app.register(graphiql);
  });
  afterAll(async () => {
    await app.close();
  });

  it.each(['/graphiql', '/graphiql/'])(
    'is served at %s with a policy that names this origin only',
    async (url) => {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'; ");
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src|http|blob:/);
    },
  );

  it('lets the browser keep the files but ask whether they are still good', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const first = await app.inject({ url: '/graphiql/app.js', headers });
    expect(first.headers['content-type']).toMatch(/javascript/);
    expect(first.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-encoding': 'gzip' });

    const etag = String(first.headers['etag']);
    const again = await app.inject({
      url: '/graphiql/app.js',
      headers: { ...headers, 'if-none-match': etag },
    });
    expect(again.statusCode).toBe(304);
  });

  it('says how to build the page when it was not built', async () => {
    const empty = fastify();
    await empty.register(graphiql, { directory: join(__dirname, 'nowhere') });
    for (const url of ['/graphiql', '/graphiql/', '/graphiql/app.js']) {
      const answer = await empty.inject({ url });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ message: expect.stringContaining('npm run build') });
    }
    await empty.close();
  });
});
