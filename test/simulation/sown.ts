import { join } from 'node:path';
import { type Patch, sow } from '../support/sowing.js';
import type { Product } from './instance.js';

export type { Patch };

/** Files whose rules can be broken; everything else is the product's own, so that its classes stay one. */
const fresh = /^(payments\/[\w-]+|qonto\/(answer|refusal|refusal-table|verdict))$/;

/** The product with faults sown into its source, all of them below `src/datasources`. */
export function sown(patches: readonly Patch[]): Product {
  return sow(['payments/index', 'qonto/answer'], {
    patches,
    root: join(__dirname, '../../src/datasources'),
    isFresh: (name) => fresh.test(name),
    require: (path) => require(path) as unknown,
  }) as Product;
}
