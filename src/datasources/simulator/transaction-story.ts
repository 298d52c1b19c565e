import { EARNINGS } from './story-earning.js';
import { SPENDINGS } from './story-spending.js';
import type { Story } from './story.js';

/**
 * The life of a design studio in Paris with a branch in Lyon, seen from its bank.
 * People and small firms are made up; operation types and categories are the bank's.
 */
export const STORIES: readonly Story[] = [...SPENDINGS, ...EARNINGS];

const TOTAL_WEIGHT = STORIES.reduce((sum, { weight }) => sum + weight, 0);

/** The story for a number from 0 to 1, by weight. */
export function storyAt(share: number): number {
  let left = share * TOTAL_WEIGHT;
  for (const [index, { weight }] of STORIES.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return STORIES.length - 1;
}
