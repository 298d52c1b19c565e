import { startSimulator, type Simulator } from '../../../src/datasources/simulator/index.js';

let bank: Simulator;
beforeAll(async () => {
  bank = await startSimulator();
});
afterAll(() => bank.close());

const headers = { Authorization: 'Bearer demo-token' };

it('lists labels with the documented meta', async () => {
  const answer = await fetch(`${bank.url}/v2/labels?per_page=5`, { headers });
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as { labels: unknown[]; meta: unknown };
  expect(body.labels).toHaveLength(5);
  expect(body.meta).toEqual({
    current_page: 1,
    next_page: 2,
    prev_page: null,
    total_pages: 3,
    total_count: 15,
    per_page: 5,
  });
});
