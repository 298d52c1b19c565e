import { InFlight } from '../../../src/datasources/qonto/in-flight.js';

const isGood = (result: string) => result === 'good';

it('does work of one key once at a time, and hands its result to whoever asked meanwhile', async () => {
  const inFlight = new InFlight<string>(isGood);
  let open: (result: string) => void = () => {};
  const gate = new Promise<string>((resolve) => (open = resolve));
  let runs = 0;
  const work = () => {
    runs++;
    return gate;
  };
  const all = [inFlight.run('a', work), inFlight.run('a', work), inFlight.run('a', work)];
  open('good');
  expect(await Promise.all(all)).toEqual([
    { result: 'good', isShared: false },
    { result: 'good', isShared: true },
    { result: 'good', isShared: true },
  ]);
  expect(runs).toBe(1);
});

it.each(['bad', new Error('failed')])('lets the next one try after %s, one at a time', async (first) => {
  const inFlight = new InFlight<string>(isGood);
  let atOnce = 0;
  let most = 0;
  const work = (outcome: string | Error) => async () => {
    most = Math.max(most, ++atOnce);
    await new Promise(setImmediate);
    atOnce--;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const all = [
    inFlight.run('a', work(first)),
    inFlight.run('a', work('good')),
    inFlight.run('a', work('good')),
  ];
  const [one, two, three] = await Promise.allSettled(all);
  expect(one!.status).toBe(first instanceof Error ? 'rejected' : 'fulfilled');
  expect(two).toMatchObject({ value: { result: 'good', isShared: false } });
  expect(three).toMatchObject({ value: { result: 'good', isShared: true } });
  expect(most).toBe(1);
});

it('keeps keys apart, and forgets what is over', async () => {
  const inFlight = new InFlight<string>(isGood);
  let runs = 0;
  const work = async () => {
    runs++;
    return 'good';
  };
  await Promise.all([inFlight.run('a', work), inFlight.run('b', work)]);
  await inFlight.run('a', work);
  expect(runs).toBe(3);
  expect(inFlight.size).toBe(0);
});
