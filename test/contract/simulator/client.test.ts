import { startedSimulator, type Caller } from '../../support/simulator-caller.js';

let bank: Caller;
beforeAll(async () => (bank = await startedSimulator()));
afterAll(() => bank.simulator.close());

const find = (query: string) => bank.ask('GET', `/v2/clients?${query}`);

describe('clients', () => {
  it('are 64, among them the client of the guide', async () => {
    expect((await find('')).at('meta.total_count')).toBe(64);
    const acme = await find('filter[email]=Contact@AcmeCorp.com');
    expect(acme.listAt('clients')).toHaveLength(1);
    expect(acme.at('clients.0')).toMatchObject({ name: 'Acme Corp', currency: 'EUR', country_code: 'FR' });
  });

  it('are found by a part of their name, accents aside', async () => {
    await bank.ask('POST', '/v2/clients', { kind: 'company', name: 'Crème Brûlée & Cie' });
    expect((await find('filter[name]=brulee')).at('clients.0.name')).toBe('Crème Brûlée & Cie');
    const short = await find('filter[name]=b');
    expect(short.status).toBe(422);
    expect(short.at('errors.0')).toMatchObject({ status: '422', code: 'too_short' });
  });

  it('sort by name or by date of creation', async () => {
    const names = (await find('sort_by=name:asc'))
      .listAt('clients')
      .map((row) => (row as { name: string | null }).name);
    const known = names.filter((name) => name !== null);
    expect(known).toEqual([...known].sort((one, other) => one.localeCompare(other, 'fr')));
    expect((await find('sort_by=email:asc')).status).toBe(422);
  });

  it('may be created twice, with 200, and repeat the billing address in flat fields', async () => {
    const body = {
      kind: 'company',
      name: 'Twice SAS',
      email: 'twice@example.com',
      billing_address: { street_address: '1 rue X', city: 'Lyon', zip_code: '69001', country_code: 'FR' },
    };
    const [first, second] = [
      await bank.ask('POST', '/v2/clients', body),
      await bank.ask('POST', '/v2/clients', body),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.at('client.id')).not.toBe(second.at('client.id'));
    expect(first.at('client')).toMatchObject({
      address: '1 rue X',
      city: 'Lyon',
      zip_code: '69001',
      currency: null,
    });
  });

  it('change with PATCH and are gone after DELETE', async () => {
    const id = (
      await bank.ask('POST', '/v2/clients', { kind: 'individual', first_name: 'A', last_name: 'B' })
    ).textAt('client.id');
    const changed = await bank.ask('PATCH', `/v2/clients/${id}`, { currency: 'EUR' });
    expect(changed.at('client')).toMatchObject({ currency: 'EUR', first_name: 'A', name: null });
    expect((await bank.ask('DELETE', `/v2/clients/${id}`)).status).toBe(204);
    expect((await bank.ask('GET', `/v2/clients/${id}`)).status).toBe(404);
  });

  it.each([
    [{ kind: 'company' }, '/name'],
    [{ kind: 'robot', name: 'R2' }, '/kind'],
    [{ kind: 'individual', first_name: 'A' }, '/first_name'],
    [{ kind: 'company', name: 'x'.repeat(251) }, '/name'],
    [{ kind: 'company', name: 'X', email: 'nobody' }, '/email'],
  ])('refuse %j, pointing at %s', async (body, pointer) => {
    const refused = await bank.ask('POST', '/v2/clients', body);
    expect([refused.status, refused.at('errors.0.source.pointer')]).toEqual([400, pointer]);
  });
});
