import { z } from 'zod';
import { EInvoicingActivation, type EInvoicingSettings } from '../../schema/e-invoicing.js';
import { callName, type Call } from './call.js';
import type { Access } from './connection.js';
import { rowReader } from './row.js';
import { openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, e-invoicing settings, read 2026-11-20: the only answer without an envelope among these.
const wireSettings = z.object({ sending_status: z.string(), receiving_status: z.string() });

const readWire = wireReader(wireSettings);

const activation = openEnum(EInvoicingActivation);

const toSettings = rowReader<z.infer<typeof wireSettings>, EInvoicingSettings>({
  sendingStatus: (wire) => activation(wire.sending_status),
  rawSendingStatus: (wire) => wire.sending_status,
  receivingStatus: (wire) => activation(wire.receiving_status),
  rawReceivingStatus: (wire) => wire.receiving_status,
});

export class EInvoicing {
  constructor(private readonly access: Access) {}

  /** Needs OAuth: the bank refuses API keys here. */
  async settings(): Promise<EInvoicingSettings> {
    const call: Call = { method: 'GET', path: '/v2/einvoicing/settings' };
    const { body } = await this.access.session.send(call);
    return toSettings(readWire(body, { call: callName(call), at: 'settings' }));
  }
}
