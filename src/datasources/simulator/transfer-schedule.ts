import { shelf, type Bank } from './bank.js';
import { startLife } from './transfer-life.js';
import { transfers, type Transfer } from './transfer-seed.js';

const DAYS_AHEAD = [5, 12, 30];
const DAY_MS = 24 * 60 * 60 * 1000;

/** Transfers ordered long ago for days to come; they are carried out when the bank's clock gets there. */
export const scheduledTransfers = shelf('scheduled_transfers', (bank: Bank) => {
  const settled = bank
    .of(transfers)
    .all()
    .filter(({ status }) => status === 'settled');
  const random = bank.random('scheduled_transfers');
  return DAYS_AHEAD.map((days) => {
    const createdAt = new Date(bank.bornAt.getTime() - days * 3_600_000).toISOString();
    const transfer: Transfer = {
      ...random.pick(settled),
      id: random.uuidAt(Date.parse(createdAt)),
      status: 'pending',
      scheduled_date: new Date(bank.bornAt.getTime() + days * DAY_MS).toISOString().slice(0, 10),
      processed_at: null,
      completed_at: null,
      created_at: createdAt,
      updated_at: createdAt,
    };
    startLife(bank, bank.of(transfers).add(transfer));
    return transfer.id;
  });
});
