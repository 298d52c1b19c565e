import { RetryBudget } from '../../../src/datasources/qonto/retry-budget.js';

function affordable(budget: RetryBudget, principal: string): number {
  let taken = 0;
  while (taken < 1000 && budget.take(principal)) taken++;
  return taken;
}

it('lets one principal repeat seven times, and not at the cost of another', () => {
  const budget = new RetryBudget();
  expect(affordable(budget, 'a')).toBe(7); // a fifth of 500, at 14 each
  expect(affordable(budget, 'b')).toBe(7);
});

it('stops repeats when the bank is down for everybody', () => {
  const budget = new RetryBudget();
  const taken = Array.from({ length: 50 }, (_, i) => affordable(budget, `p${i}`));
  expect(taken.reduce((a, b) => a + b)).toBe(35); // 500 at 14 each
});

it('gives a token back with every success', () => {
  const budget = new RetryBudget();
  affordable(budget, 'a');
  for (let i = 0; i < 11; i++) budget.succeeded('a');
  expect(budget.take('a')).toBe(false);
  budget.succeeded('a');
  expect(budget.take('a')).toBe(true);
});
