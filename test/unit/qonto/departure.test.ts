import { getEventListeners } from 'node:events';
import { Departure } from '../../../src/datasources/qonto/departure.js';

let caller: AbortController;
let departure: Departure;
beforeEach(() => {
  caller = new AbortController();
  departure = new Departure(caller.signal);
});
const listeners = () => getEventListeners(caller.signal, 'abort').length;

it('tells everybody once, with one listener on the signal and none afterwards', () => {
  const told: string[] = [];
  for (const name of ['a', 'b', 'c']) departure.add(() => told.push(name));
  expect(listeners()).toBe(1);
  expect(departure.hasHappened).toBe(false);
  caller.abort();
  expect(told).toEqual(['a', 'b', 'c']);
  expect(departure.hasHappened).toBe(true);
  expect(listeners()).toBe(0);
});

it('neither tells nor keeps whoever was done before', () => {
  const told: string[] = [];
  const [early, late] = [() => void told.push('early'), () => void told.push('late')];
  departure.add(early);
  departure.add(late);
  departure.delete(early);
  expect(listeners()).toBe(1);
  departure.delete(late);
  expect(listeners()).toBe(0);
  departure.add(late);
  caller.abort();
  expect(told).toEqual(['late']);
});
