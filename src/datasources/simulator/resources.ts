import { labelResource } from './label.js';
import { PAYMENT_RESOURCES } from './payment-resources.js';
import type { Resource } from './resource.js';

/** Everything the bank offers, in the order in which it is filled. */
export const RESOURCES: readonly Resource[] = [labelResource, ...PAYMENT_RESOURCES];
