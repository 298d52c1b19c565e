import { bankLimits } from '../../src/datasources/qonto/index.js';
import { type ChangedAnswers, startChangedAnswers } from '../support/changed-answers.js';
import {
  type Case,
  casesOf,
  isIdentity,
  isPlace,
  type Question,
  questionsOf,
} from '../support/drift-cases.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  anotherOf,
  at,
  canary,
  type Damage,
  damaged,
  damagesOf,
  differences,
  type Json,
  type Path,
} from '../support/json-damage.js';
import { generator } from '../support/random.js';

/** How many fields are damaged: `DRIFT=all` takes every one. `DRIFT_SEED` chooses others. */
const sample = process.env['DRIFT'] === 'all' ? Infinity : Number(process.env['DRIFT'] ?? 80);
const seed = Number(process.env['DRIFT_SEED'] ?? 20_261_120);

interface Answer {
  readonly data: Json;
  readonly errors: readonly { message: string; path: Path; extensions: { code: string } }[];
}

let gateway: TestGateway;
let bank: ChangedAnswers;
let questions: readonly Question[];
beforeAll(async () => {
  bank = await startChangedAnswers();
  const limits = { ...bankLimits, perSecond: 1e6, burst: 1e6, perLongWindow: 1e9 };
  gateway = await startGateway(
    { settings: { rateLimits: false }, sizes: { transactions: 200 } },
    { origin: bank.url, limits },
  );
  bank.bankUrl = gateway.bankUrl;
  questions = await questionsOf(send, bank);
});
afterAll(async () => {
  await bank.close();
  await gateway.close();
});

async function send({ query, variables }: Pick<Question, 'query' | 'variables'>) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: Json; errors?: Answer['errors'] };
}

it('keeps the damage of an answer to the fields that show it', async () => {
  const cases = chosen(casesOf(questions));
  const broken: string[] = [];
  let count = 0;
  for (const one of cases) {
    const shownAt = await placesOf(one);
    for (const damage of damagesOf(one.read.answer, one.spot)) {
      count++;
      const problem = problemOf(one, damage, await answerTo(one, damage), shownAt);
      if (problem !== undefined)
        broken.push(
          `${one.question.name} ${one.read.target}\n  ${one.spot.join('.')} ${damage.kind} ${JSON.stringify(damage.to)?.slice(0, 40)}: ${problem}`,
        );
    }
  }
  console.info(
    `${count} damages of ${cases.length} fields in ${questions.length} documents, DRIFT_SEED=${seed}`,
  );
  expect(broken).toEqual([]);
}, 900_000);

/** Where a field is shown: what is different with another value, and with none where there may be none. */
async function placesOf(one: Case): Promise<readonly Path[] | undefined> {
  const another = anotherOf(one.read.answer, one.spot);
  if (another === undefined) return undefined;
  const none = await answerTo(one, { kind: 'null', at: one.spot, to: null });
  const isList = Array.isArray(at(one.read.answer, one.spot));
  const answers = [
    await answerTo(one, another),
    ...(isList ? [await answerTo(one, { kind: 'another', at: one.spot, to: [] })] : []),
    ...(none.errors.length === 0 ? [none] : []),
  ];
  return answers.flatMap(({ data }) => differences(one.question.data, data)).flatMap(withBills);
}

/** Bills are looked up by what stands in `attachments`, and are none before and after where no bill has such a file. */
function withBills(path: Path): Path[] {
  const place = path.indexOf('attachments');
  return place < 0 ? [path] : [path, [...path.slice(0, place), 'supplierInvoices']];
}

async function answerTo({ question, read }: Case, damage: Damage): Promise<Answer> {
  bank.change = { target: read.target, to: damaged(read.answer, damage) };
  try {
    return { errors: [], ...(await send(question)) };
  } finally {
    bank.change = undefined;
  }
}

/** What the gateway promised and did not keep; undefined when it kept all. */
function problemOf(
  one: Case,
  damage: Damage,
  { data, errors }: Answer,
  shownAt: readonly Path[] | undefined,
): string | undefined {
  const whole = one.question.data;
  const changed = differences(whole, data);
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))].filter(
    // An id of a megabyte is refused before it is asked for.
    (code) => code !== 'UPSTREAM_CONTRACT' && !(code === 'BAD_USER_INPUT' && damage.kind === 'long'),
  );
  if (codes.length > 0) return `codes ${codes.join()}`;
  if (tellsValue(errors, at(one.read.answer, one.spot))) return 'an error tells the value';
  if (damage.kind === 'extra') return changed.length + errors.length > 0 ? 'a new field is seen' : undefined;

  const unexplained = changed.filter((path) => !errors.some((error) => isPartOf(path, error.path)));
  if (isIdentity(one)) {
    // Cursors are made of what tells a row from others; a row without its sort value is told at another place.
    const told = errors.map(({ path }) => path[0]);
    const gaps = unexplained.filter(
      ([field, part]) => part !== 'pageInfo' && !(isPlace(one) && told.includes(field!)),
    );
    return gaps.length > 0 && damage.kind === 'wrongType' ? `a silent gap at ${namesOf(gaps)}` : undefined;
  }
  const lost = changed.filter((path) => isWholeRow(path));
  if (lost.length > 0) return `lost ${namesOf(lost)}`;
  const elsewhere =
    shownAt && changed.filter((path) => !shownAt.some((shown) => isDamageOf(path, shown, whole)));
  if (elsewhere && elsewhere.length > 0) return `spread to ${namesOf(elsewhere)}`;
  if (damage.kind === 'newWord' && errors.length > 0 && one.spot.at(-1) !== 'side')
    return 'a new word is an error';
  if (damage.kind !== 'wrongType' || isTaken(one, damage)) return undefined;
  if (unexplained.length > 0) return `no error for ${namesOf(unexplained)}`;
  const shown = changed.filter((path) => at(data, path) != null);
  if (shown.length > 0) return `shows ${namesOf(shown)}`;
  return shownAt !== undefined && shownAt.length > 0 && errors.length === 0 ? 'no error' : undefined;
}

function namesOf(paths: readonly Path[]): string {
  return paths.map((path) => path.join('.')).join(' ');
}

/** Nothing of what was there, and nothing of what was put there, may be in a message. */
function tellsValue(errors: Answer['errors'], value: Json | undefined): boolean {
  const text = errors.map(({ message }) => message).join();
  const isTelling = typeof value === 'string' && value.length > 8;
  return text.includes(canary) || text.includes('424242424') || (isTelling && text.includes(value));
}

/** Digits of a file size come as text or as a number. */
function isTaken({ spot }: Case, { to }: Damage): boolean {
  return spot.at(-1) === 'file_size' && typeof to === 'number';
}

/** Whether an error explains a change: at its place, or below it where null rose up to the next that may be null. */
function isPartOf(path: Path, errorPath: Path): boolean {
  return path.every((part, index) => index >= errorPath.length || errorPath[index] === part);
}

/** At what shows the spot, below it, or at the object around it when that is made of nothing else. */
function isDamageOf(path: Path, shown: Path, whole: Json): boolean {
  if (!isPartOf(path, shown)) return false;
  return path.length >= shown.length || (path.length === shown.length - 1 && !Array.isArray(at(whole, path)));
}

function isWholeRow(path: Path): boolean {
  return path.length <= 1 || path.at(-1) === 'nodes' || path.at(-2) === 'nodes';
}

function chosen(cases: readonly Case[]): Case[] {
  const random = generator(seed);
  return cases
    .map((one) => ({ one, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, sample)
    .map(({ one }) => one);
}
