import { z } from 'zod';
import { EInvoicingActivation, type EInvoicingSettings } from '../../schema/e-invoicing.js';
import { callName, type Call } from './call.js';
import type { Access } from './connection.js';
import { contractBroken, openEnum, pathOf } from './wire.js';

// docs.qonto.com, e-invoicing settings, read 2026-11-20: the only answer without an envelope among these.
const wireSettings = z.object({ sending_status: z.string(), receiving_status: z.string() });

const activation = openEnum(EInvoicingActivation);

export class EInvoicing {
  constructor(private readonly access: Access) {}

  /** Needs OAuth: the bank refuses API keys here. */
  async settings(): Promise<EInvoicingSettings> {
    const call: Call = { method: 'GET', path: '/v2/einvoicing/settings' };
    const { body } = await this.access.session.send(call);
    const parsed = wireSettings.safeParse(body);
    if (!parsed.success) throw contractBroken(callName(call), pathOf(parsed.error, 'settings'));
    const { sending_status: sending, receiving_status: receiving } = parsed.data;
    return {
      sendingStatus: activation(sending),
      rawSendingStatus: sending,
      receivingStatus: activation(receiving),
      rawReceivingStatus: receiving,
    };
  }
}
