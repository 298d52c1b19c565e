import { acceptedTransfers } from './accepted-transfer.js';
import type { Answer } from './answer.js';
import { ok } from './answer.js';
import type { Bank, Settings, Sizes } from './bank.js';
import { credentials, type Credential } from './credential.js';
import { faults } from './fault.js';
import { journal } from './journal.js';
import type { Resource } from './resource.js';
import type { Call } from './server.js';
import { throttle } from './throttle.js';
import { EVENT_TYPES, webhooks } from './webhook.js';

/** What the control door can reach. */
export interface House {
  readonly bank: () => Bank;
  readonly resources: readonly Resource[];
  /** Bears the bank again: same port, no memory. */
  readonly reset: (changes: { seed?: number; sizes?: Partial<Sizes> }) => void;
}

type Fields = Readonly<Record<string, unknown>>;
type Control = (fields: Fields, house: House) => Answer;

/**
 * The door through which tests, benchmarks and recipes move the bank: `/_simulator/…`, for callers on this machine.
 * It is no part of Qonto's API, needs no credential and leaves no trace in the journal.
 */
export function control(call: Call, house: House): Answer {
  if (!isLoopback(call.address)) return problem(403, 'The control door is open to this machine only');
  const path = call.url.pathname.slice('/_simulator/'.length);
  const work = CONTROLS[`${call.method} ${path}`];
  if (work === undefined) return problem(404, `No such control: ${call.method} ${path}`);
  const fields = readFields(call.body);
  return fields === undefined ? problem(400, 'A JSON object is expected') : work(fields, house);
}

const CONTROLS: Readonly<Record<string, Control>> = {
  'POST reset': ({ seed, sizes }, house) => {
    house.reset({
      ...(typeof seed === 'number' && { seed }),
      ...(isFields(sizes) && { sizes: sizes as Partial<Sizes> }),
    });
    return ok({ now: house.bank().now().toISOString() });
  },

  'GET clock': (_, house) => ok({ now: house.bank().now().toISOString() }),
  'POST clock': ({ advanceSeconds, now }, house) => {
    const bank = house.bank();
    if (typeof now === 'string' && !Number.isNaN(Date.parse(now))) bank.setNow(new Date(now));
    else if (typeof advanceSeconds === 'number') bank.advance(advanceSeconds);
    else return problem(400, 'Give advanceSeconds (a number) or now (a date-time)');
    return ok({ now: bank.now().toISOString() });
  },

  'GET settings': (_, house) => ok(house.bank().settings),
  'POST settings': (fields, house) => {
    const { settings } = house.bank();
    const unknown = Object.keys(fields).find((name) => !(name in settings));
    if (unknown !== undefined) return problem(400, `No such setting: ${unknown}`);
    return ok(Object.assign(settings, fields as Partial<Settings>));
  },

  'GET faults': (_, house) => ok({ faults: house.bank().of(faults).list() }),
  'POST faults': (fields, house) => {
    const rule = house.bank().of(faults).add(fields);
    return rule === undefined ? problem(400, 'No such kind of fault, or no such field of it') : ok(rule);
  },
  'DELETE faults': (_, house) => {
    house.bank().of(faults).clear();
    return ok({ faults: [] });
  },

  'GET requests': (_, house) => {
    const { total } = house.bank().of(journal);
    return ok({ total, requests: house.bank().of(journal).read() });
  },
  'DELETE requests': (_, house) => {
    house.bank().of(journal).clear();
    return ok({ total: 0, requests: [] });
  },
  'GET throttle': (_, house) => ok({ breaches: house.bank().of(throttle).breaches }),

  'GET transfers': (_, house) => {
    const accepted = house.bank().of(acceptedTransfers);
    return ok({ total: accepted.length, transfers: accepted });
  },

  'POST touch': ({ resource, id }, house) => {
    const rows = house.resources.find(({ name }) => name === resource)?.rows?.(house.bank());
    if (rows === undefined || typeof id !== 'string') return problem(400, 'Give resource and id');
    return rows.touch(id) ? ok({ touched: id }) : problem(404, 'No such row');
  },
  'POST insert': ({ resource, ...fields }, house) => {
    const rows = house.resources.find(({ name }) => name === resource)?.rows?.(house.bank());
    return rows === undefined ? problem(400, 'No such resource') : ok(rows.insert(fields));
  },

  'GET webhooks': (_, house) => ok({ deliveries: house.bank().of(webhooks).deliveries }),
  'POST webhooks': ({ url, secret, types }, house) => {
    if (typeof url !== 'string' || !URL.canParse(url) || typeof secret !== 'string')
      return problem(400, 'Give url and secret');
    const wanted = Array.isArray(types) ? EVENT_TYPES.filter((type) => types.includes(type)) : EVENT_TYPES;
    return ok(house.bank().of(webhooks).subscribe(url, secret, wanted));
  },
  'POST webhooks/repeat': ({ eventId }, house) =>
    typeof eventId === 'string' && house.bank().of(webhooks).repeat(eventId)
      ? ok({ repeated: eventId })
      : problem(404, 'No such event'),

  'POST credentials': (fields, house) => {
    const { authorization, scopes, role, expiresInSeconds } = fields;
    if (typeof authorization !== 'string') return problem(400, 'Give authorization: the whole header');
    const credential: Credential = {
      text: authorization,
      kind: authorization.startsWith('Bearer ') ? 'oauth' : 'api-key',
      scopes: Array.isArray(scopes) ? scopes.map(String) : null,
      role: typeof role === 'string' ? role : 'owner',
      ...(typeof expiresInSeconds === 'number' && {
        expiresAtMs: house.bank().now().getTime() + expiresInSeconds * 1000,
      }),
    };
    house.bank().of(credentials).add(credential);
    return ok({ added: true });
  },
};

function problem(status: number, detail: string): Answer {
  return { status, json: { problem: detail } };
}

function readFields(body: Buffer): Fields | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
