/** Ids of objects that the simulator has, by the name of their type: a few of each. */
export async function knownIds(
  ask: (query: string) => Promise<unknown>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const lists = {
    BankAccount: 'bankAccounts',
    Beneficiary: 'beneficiaries',
    Client: 'clients',
    ClientInvoice: 'clientInvoices',
    CreditNote: 'creditNotes',
    Label: 'labels',
    Membership: 'memberships',
    SupplierInvoice: 'supplierInvoices',
    Transaction: 'transactions',
    Transfer: 'transfers',
  };
  const fields = Object.values(lists).map((list) => `${list}(first: 5) { nodes { id } }`);
  const files =
    'files: transactions(first: 5, filter: { hasAttachments: true }) { nodes { attachments { id } } }';
  const data = (await ask(`{ ${fields.join(' ')} ${files} }`)) as Record<string, { nodes: { id: string }[] }>;
  const ids = Object.entries(lists).map(
    ([type, list]) => [type, data[list]!.nodes.map(({ id }) => id)] as const,
  );
  const transactions = (data['files'] as unknown as { nodes: { attachments: { id: string }[] }[] }).nodes;
  const attachments = transactions.flatMap((row) => row.attachments.map(({ id }) => id));
  return { ...Object.fromEntries(ids), Attachment: attachments };
}
