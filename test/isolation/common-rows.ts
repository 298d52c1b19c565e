import type { Templates } from './template.js';

/** Ids of rows that every tenant has. */
export interface CommonRows {
  readonly accountId: string;
  readonly payeeId: string;
  readonly transactionId: string;
  readonly attachmentId: string;
}

export async function commonRows(templates: Templates): Promise<CommonRows> {
  const accounts = await rowsOf(templates, 'bank_accounts', 'per_page=100');
  const account = accounts.find(({ main }) => main)!;
  const [payee] = await rowsOf(templates, 'beneficiaries', 'iban[]=FR7616798000010000005663951');
  const withFile = `bank_account_id=${account.id}&with_attachments=true&includes[]=attachments`;
  const [transaction] = await rowsOf(templates, 'transactions', withFile);
  return {
    accountId: account.id,
    payeeId: payee!.id,
    transactionId: transaction!.id,
    attachmentId: transaction!.attachments![0]!.id,
  };
}

async function rowsOf(templates: Templates, resource: string, query: string): Promise<Row[]> {
  const path = resource === 'beneficiaries' ? '/v2/sepa/beneficiaries' : `/v2/${resource}`;
  const template = await templates.of('GET', `${path}?${query}`);
  return (JSON.parse(template.of('', '')) as Record<string, Row[]>)[resource]!;
}

interface Row {
  readonly id: string;
  readonly main?: boolean;
  readonly attachments?: readonly { readonly id: string }[];
}
