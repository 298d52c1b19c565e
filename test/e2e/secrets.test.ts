import { Canaries } from '../support/canaries.js';
import { startGateway } from '../support/gateway.js';
import { SecretsWatch } from '../support/secrets-watch.js';

const token = 'ory_at_Kx7-vQ2_pL9zW4rT8mN3';
const iban = 'FR7610278060310001029380112';
const name = 'Zoé Van-Houten & Fils';

describe('the search for secrets', () => {
  const canaries = new Canaries();
  canaries.addCredential('token', token);
  canaries.addContent('iban', iban);
  canaries.addContent('name', name);
  canaries.addContent('amount', '731.48');

  const spellings: [string, (value: string) => string][] = [
    ['as it is', (value) => value],
    ['in capitals', (value) => value.toUpperCase()],
    ['base64', (value) => Buffer.from(value).toString('base64')],
    ['base64 of a login, at another offset', (value) => Buffer.from(`x:${value}`).toString('base64')],
    ['base64url, at the third offset', (value) => Buffer.from(`xy${value}!`).toString('base64url')],
    ['base64 in a URL', (value) => encodeURIComponent(Buffer.from(value).toString('base64'))],
    ['URL encoding', (value) => encodeURIComponent(value)],
    ['URL encoding of a form', (value) => new URLSearchParams({ value }).toString()],
    ['hexadecimal', (value) => Buffer.from(value).toString('hex')],
    ['hexadecimal in capitals', (value) => `a${Buffer.from(value).toString('hex').toUpperCase()}`],
    ['bytes of a buffer', (value) => JSON.stringify(Buffer.from(value))],
    ['JSON', (value) => JSON.stringify(JSON.stringify({ value }))],
    ['ASCII JSON', (value) => value.replaceAll(/[^ -~]/g, escaped)],
    ['its first eight characters', (value) => `${value.slice(0, 8)}…`],
    ['its last eight characters', (value) => `…${value.slice(-8)}`],
    ['its first half, in base64', (value) => Buffer.from(value.slice(0, 9)).toString('base64')],
    ['its second half, in base64', (value) => Buffer.from(value.slice(-9)).toString('base64')],
  ];

  it.each(
    spellings.flatMap(([spelling, spell]) => [
      [spelling, 'token', spell(token)],
      [spelling, 'iban', spell(iban)],
      [spelling, 'name', spell(name)],
    ]),
  )('finds, %s, a %s', (_, kind, text) => {
    expect(canaries.search(`{"msg":"sent to ${text}, HTTP 400"}`).map((hit) => hit.kind)).toEqual([kind]);
  });

  it('finds an IBAN in groups of four, and an amount as a word of its own', () => {
    expect(canaries.search('FR76 1027 8060 3100 0102 9380 112')).toMatchObject([{ kind: 'iban' }]);
    expect(canaries.search('{"value":"731.48"}')).toMatchObject([{ kind: 'amount' }]);
    expect(canaries.search('9731.482')).toEqual([]);
  });

  it('lets shorter pieces pass, and what the source of the gateway says', () => {
    expect(canaries.search(`${iban.slice(0, 4)}…${iban.slice(-4)}`)).toEqual([]);
    canaries.addContent('label', 'Internal error.');
    canaries.addCredential('key', 'QUERY_TOO_EXPENSIVE');
    expect(canaries.search('Internal error.')).toEqual([]);
    expect(canaries.search('QUERY_TOO_EXPENSIVE')).toMatchObject([{ kind: 'key' }]);
  });

  it('names the kind and the place, and does not tell the secret again', () => {
    const watch = new SecretsWatch();
    watch.canaries.addContent('iban', iban);
    watch.logger.trace({ note: Buffer.from(iban).toString('base64') }, 'paid');
    watch.hear('standard error of a process', 'all is well');
    expect(() => watch.end()).toThrow(/^The log line "paid" tells a secret: iban \(base64\)$/);
  });
});

describe('a gateway under test', () => {
  it('cannot end without an error when a caller was told what the bank keeps', async () => {
    const gateway = await startGateway();
    const { data } = await gateway.ask<{ bankAccounts: { nodes: { iban: string }[] } }>(
      '{ bankAccounts { nodes { iban } } }',
    );
    gateway.watch.hear('an error', `${data.bankAccounts.nodes[0]!.iban} is not known.`);
    await expect(gateway.close()).rejects.toThrow('an error tells a secret: iban (as it is)');
  });

  it.each<[string, (gateway: Awaited<ReturnType<typeof startGateway>>) => Promise<unknown>, string]>([
    [
      'the credential of a caller',
      (gateway) => gateway.ask('{ labels { nodes { id } } }', {}, { authorization: 'Bearer tok-91-zebulon' }),
      'tok-91-zebulon',
    ],
    [
      'a variable',
      (gateway) => gateway.ask('query ($id: ID!) { client(id: $id) { id } }', { id: 'Zebulon 91' }),
      'Zebulon 91',
    ],
    ['a text in a document', (gateway) => gateway.ask('{ client(id: "Zebulon 92") { id } }'), 'Zebulon 92'],
    [
      'what the bank was made to say',
      (gateway) =>
        gateway.control('POST faults', { kind: 'replaceField', field: 'name', value: 'Zebulon 93' }),
      'Zebulon 93',
    ],
  ])('knows %s for a secret', async (_, act, secret) => {
    const gateway = await startGateway();
    await act(gateway);
    expect(gateway.watch.canaries.search(secret)).toHaveLength(1);
    await gateway.close();
  });

  it('has every log line and every error searched', async () => {
    const gateway = await startGateway();
    await gateway.control('POST faults', {
      kind: 'replaceField',
      field: 'name',
      value: 'not an argument',
      times: null,
    });
    await gateway.ask('{ labels { nodes { name } } }');
    gateway.watch.canaries.addCredential('own words', 'request to the bank');
    gateway.watch.canaries.addCredential('own words', 'Cannot query field');
    await gateway.ask('{ nothing }');
    await expect(gateway.close()).rejects.toThrow(
      /log line "request to the bank" tells .*\n?.*POST \/graphql: errors\[\]\.message tells/s,
    );
  });
});

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
