import { attachmentResource } from './attachment.js';
import { bankAccountResource } from './bank-account.js';
import { fileHostResource } from './file-host.js';
import { labelResource } from './label.js';
import { membershipResource } from './membership.js';
import { oauthResource } from './oauth.js';
import { organizationResource } from './organization.js';
import { PAYMENT_RESOURCES } from './payment-resources.js';
import type { Resource } from './resource.js';
import { statementResource } from './statement.js';
import { transactionResource } from './transaction.js';

/** Everything the bank offers, in the order in which it is filled. */
export const RESOURCES: readonly Resource[] = [
  oauthResource,
  organizationResource,
  bankAccountResource,
  membershipResource,
  labelResource,
  attachmentResource,
  fileHostResource,
  transactionResource,
  statementResource,
  ...PAYMENT_RESOURCES,
];
