import { createLogger } from '../../src/log.js';

const secret = 'FR7610278060310001029380112 of Zebulon';

const lines: string[] = [];
const logger = createLogger('trace', { write: (line) => void lines.push(line) });
beforeEach(() => (lines.length = 0));

const error = Object.assign(new TypeError(secret), {
  code: 'ECONNRESET',
  cause: new Error(secret),
  iban: secret,
});

it.each<[string, () => void, string]>([
  ['with a text', () => logger.error({ err: error }, 'store away'), 'store away'],
  ['without a text', () => logger.error({ err: error }), 'error'],
  ['by itself', () => logger.error(error), 'error'],
  ['by itself, with a text', () => logger.error(error, 'store away'), 'store away'],
  ['by a child', () => logger.child({ request: 'req-1' }).warn(error), 'error'],
])('an error that is logged %s tells its kind, code and place, and not its message', (_, log, text) => {
  log();
  expect(JSON.parse(lines[0]!)).toMatchObject({
    msg: text,
    err: {
      name: 'TypeError',
      code: 'ECONNRESET',
      stack: expect.stringMatching(/^ {4}at .+log\.test\.ts:\d+:\d+/),
    },
  });
  expect(lines.join('')).not.toMatch(/FR76|Zebulon/);
});

it('leaves other lines as they are, and those of a child their fields', () => {
  logger.child({ request: 'req-1' }).info({ status: 200 }, '%s answered', 'request');
  logger.info('ready');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 30, request: 'req-1', status: 200, msg: 'request answered' },
    { level: 30, msg: 'ready' },
  ]);
});
