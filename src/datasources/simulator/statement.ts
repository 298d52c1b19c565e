import { ok } from './answer.js';
import { bankAccounts } from './bank-account.js';
import { shelf, type Bank } from './bank.js';
import { COMPANY } from './company.js';
import { mintLink } from './file-host.js';
import { planPage } from './pagination.js';
import { renderReceipt } from './pdf.js';
import { refuseWithObject } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';
import { storedFiles, type StoredFile } from './stored-file.js';

/** One month of one account. */
interface Statement {
  readonly id: string;
  readonly bank_account_id: string;
  /** `03-2026`. */
  readonly period: string;
  /** `2026-03`, which sorts. */
  readonly month: string;
  readonly file: StoredFile;
}

/** The twelve full months before the bank was born, newest first, for each account. */
export const statements = shelf('statements', (bank) => {
  const random = bank.random('statements');
  const born = bank.bornAt;
  return Array.from({ length: 12 }, (_, back) => {
    const month = new Date(Date.UTC(born.getUTCFullYear(), born.getUTCMonth() - 1 - back, 1));
    return bank
      .of(bankAccounts)
      .all()
      .map((account): Statement => {
        const [year = '', number = ''] = month.toISOString().split('-');
        const title = `Relevé ${account.name} ${number}-${year}`;
        const id = random.uuid();
        const created_at = month.toISOString();
        const rows: [string, string][] = [
          ['Titulaire', COMPANY.legal_name],
          ['Période', `${number}-${year}`],
        ];
        const file = bank.of(storedFiles).add({
          id: random.uuid(),
          created_at,
          file_name: `${title}.pdf`,
          file_content_type: 'application/pdf',
          content: () => renderReceipt({ title, rows, created_at }),
        });
        return {
          id,
          bank_account_id: account.id,
          period: `${number}-${year}`,
          month: `${year}-${number}`,
          file,
        };
      });
  }).flat();
});

const routes: Routes = {
  'GET /v2/statements': {
    scopes: ['organization.read'],
    handle: async (ask, bank) => {
      const { query } = ask;
      const ids = query.getAll('bank_account_ids[]');
      const ibans = query.getAll('ibans[]');
      if (ids.length > 0 && ibans.length > 0)
        return refuseWithObject(422, 'invalid', 'bank_account_ids and ibans are mutually exclusive');
      const accounts = bank.of(bankAccounts).all();
      const wanted = new Set(accounts.filter(({ iban }) => ibans.includes(iban)).map(({ id }) => id));
      for (const id of ids) wanted.add(id);
      // Only the month of the bounds counts, whatever the day.
      const from = monthOf(query.get('period_from')) ?? '';
      const to = monthOf(query.get('period_to')) ?? '9999-12';
      const found = bank.of(statements).filter(({ bank_account_id, month }) => {
        if (ids.length + ibans.length > 0 && !wanted.has(bank_account_id)) return false;
        return from <= month && month <= to;
      });
      if (query.get('sort_by') === 'period:asc') found.reverse();
      const plan = planPage(query, bank.settings, found.length, 100);
      if ('refusal' in plan) return plan.refusal;
      const shown = await Promise.all(found.slice(plan.from, plan.to).map((one) => show(one, ask, bank)));
      return ok({ statements: shown, meta: plan.meta });
    },
  },

  'GET /v2/statements/:id': {
    scopes: ['organization.read'],
    handle: async (ask, bank) => {
      const statement = bank.of(statements).find(({ id }) => id === ask.params['id']);
      return statement === undefined
        ? refuseWithObject(404, 'not_found', 'Statement not found', { parameter: 'id' })
        : ok({ statement: await show(statement, ask, bank) });
    },
  },
};

export const statementResource: Resource = { name: 'statements', routes, shelf: statements };

async function show({ id, bank_account_id, period, file }: Statement, ask: Ask, bank: Bank): Promise<object> {
  return {
    id,
    bank_account_id,
    period,
    file: {
      file_name: file.file_name,
      file_content_type: file.file_content_type,
      file_size: String(await bank.of(storedFiles).sizeOf(file)),
      file_url: mintLink(file, bank, ask.origin),
    },
  };
}

/** `2026-03-01` or `03-2026` as `2026-03`. */
function monthOf(text: string | null): string | undefined {
  if (text === null) return undefined;
  const spelled = /^(\d\d)-(\d{4})$/.exec(text);
  return spelled === null ? text.slice(0, 7) : `${spelled[2]}-${spelled[1]}`;
}
