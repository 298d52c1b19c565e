import { ok } from './answer.js';
import type { Resource } from './resource.js';

/** Whether the company sends and receives e-invoices. Source: Qonto's Postman collections, e-invoicing, 2026. */
export const eInvoicingResource: Resource = {
  name: 'einvoicing_settings',
  routes: {
    'GET /v2/einvoicing/settings': {
      scopes: ['einvoicing.read'],
      oauthOnly: true,
      handle: () => ok({ sending_status: 'enabled', receiving_status: 'enabled' }),
    },
  },
};
