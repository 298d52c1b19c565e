import type { Door, Payees } from './load.js';

/** From where the payments of a test go, and to whom: the main account, and a beneficiary that needs no confirmation. */
export async function payeesOf(door: Door): Promise<Payees> {
  const { bankAccounts, beneficiaries } = await ask<{
    bankAccounts: { nodes: { id: string; isMain: boolean }[] };
    beneficiaries: { nodes: { id: string }[] };
  }>(
    door,
    `{
      bankAccounts { nodes { id isMain } }
      beneficiaries(filter: { ibans: ["FR7616798000010000005663951"] }) { nodes { id } }
    }`,
  );
  return {
    bankAccountId: bankAccounts.nodes.find(({ isMain }) => isMain)!.id,
    beneficiaryId: beneficiaries.nodes[0]!.id,
  };
}

/** The data of one operation. */
export async function ask<Data>({ url, key }: Door, query: string, variables = {}): Promise<Data> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data } = (await answer.json()) as { data?: Data | null };
  if (data == null) throw new Error(`HTTP ${answer.status} without data`);
  return data;
}
