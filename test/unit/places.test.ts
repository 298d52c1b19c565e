import { Places } from '../../src/datasources/places.js';

/** Stands in line and writes down when its turn came. */
const waitAs = (name: string, places: Places, log: string[]) => places.wait(() => log.push(name));

it('hands a place that becomes free to whoever has waited longest', () => {
  const places = new Places(1);
  const log: string[] = [];
  expect(places.take()).toBe(true);
  expect(places.take()).toBe(false);
  waitAs('first', places, log);
  waitAs('second', places, log);
  places.leave();
  expect(log).toEqual(['first']);
  expect(places.occupancy).toEqual({ used: 1, waiting: 1 });
  places.leave();
  places.leave();
  expect(log).toEqual(['first', 'second']);
  expect(places.occupancy).toEqual({ used: 0, waiting: 0 });
});

it('passes over whoever left the line, who is never called', () => {
  const places = new Places(1);
  const log: string[] = [];
  places.take();
  const leaveLine = waitAs('gone', places, log);
  waitAs('next', places, log);
  leaveLine();
  leaveLine();
  places.leave();
  expect(log).toEqual(['next']);
});

it('is full when the places and the waiting places are taken', () => {
  const places = new Places(1, 1);
  expect(places.isFull).toBe(false);
  places.take();
  expect(places.isFull).toBe(false);
  waitAs('one', places, []);
  expect(places.isFull).toBe(true);
});

it('never lets more work at once than there are places, and goes on after work that failed', async () => {
  const places = new Places(2);
  let [now, most] = [0, 0];
  const work = async (name: number): Promise<number> => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now--;
    if (name % 3 === 0) throw new Error('broken');
    return name;
  };
  const ends = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((name) => places.work(() => work(name))));
  expect(ends.map(({ status }) => status[0]).join('')).toBe('rffrff');
  expect(most).toBe(2);
  expect(places.occupancy).toEqual({ used: 0, waiting: 0 });
});
