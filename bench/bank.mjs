// The rows that the upstream serves, in the bank's spelling: shapes of the simulator, with ids and moments of their own.
import { startSimulator } from '../dist/datasources/simulator/index.js';

const sizes = { transactions: 2_400, clients: 64, clientInvoices: 0, supplierInvoices: 340 };
const authorization = 'Bearer demo-token';
const minuteMs = 60_000;

/**
 * One account with 10,000 settled transactions, and 2,000 supplier invoices that share 1,200 attachments; newest first.
 * Equal from run to run but for the signatures of links.
 */
export async function bankRows({
  transactionCount = 10_000,
  invoiceCount = 2_000,
  attachmentCount = 1_200,
} = {}) {
  const simulator = await startSimulator({ sizes, seed: 1, settings: { rateLimits: false } });
  const read = async (target) => {
    const response = await fetch(`${simulator.url}${target}`, { headers: { authorization } });
    if (!response.ok) throw new Error(`the simulator answered ${response.status} to GET ${target}`);
    return response.json();
  };
  try {
    const [account] = (await read('/v2/bank_accounts')).bank_accounts;
    const shapes = [];
    for (let page = 1; shapes.length < 600; page++) {
      const { transactions, meta } = await read(
        `/v2/transactions?bank_account_id=${account.id}&status[]=completed&includes[]=attachments&per_page=100&page=${page}`,
      );
      shapes.push(...transactions);
      if (meta.next_page === null) break;
    }
    const invoiceShapes = (await read('/v2/supplier_invoices?per_page=100')).supplier_invoices.filter(
      ({ attachment_id }) => attachment_id !== null,
    );
    const { attachment } = await read(`/v2/attachments/${invoiceShapes[0].attachment_id}`);
    const attachments = repeated(attachmentCount, (index) => ({
      ...attachment,
      id: idOf('a', index),
      file_name: `bill-${index}.pdf`,
    }));
    return {
      account,
      attachments,
      transactions: repeated(transactionCount, (index) => ({
        ...shapes[index % shapes.length],
        id: idOf('7', index),
        ...moments(index),
      })),
      supplierInvoices: repeated(invoiceCount, (index) => {
        const { created_at, updated_at } = moments(index);
        const attachmentId = attachments[index % attachmentCount].id;
        const shape = invoiceShapes[index % invoiceShapes.length];
        return { ...shape, id: idOf('b', index), created_at, updated_at, attachment_id: attachmentId };
      }),
    };
  } finally {
    await simulator.close();
  }
}

/** All sort values fall together, so that the rows are in one order whatever they are sorted by. */
function moments(index) {
  const at = new Date(Date.UTC(2026, 10, 1) - index * minuteMs).toISOString();
  return { emitted_at: at, settled_at: at, created_at: at, updated_at: at };
}

function idOf(letter, index) {
  return `${letter}0000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

function repeated(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}
