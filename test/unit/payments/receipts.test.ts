import { MemoryStore, Receipts, type Store } from '../../../src/datasources/payments/index.js';

const bill = (clientKey: string) =>
  ({ principal: 'croissant', operation: 'bulkUploadSupplierInvoices', clientKey, document: 'bill' }) as const;

it('asks the store for a thousand bills in turns, so that payments get their answers between them', async () => {
  const memory = new MemoryStore(() => 0);
  let running = 0;
  let most = 0;
  const counted = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    return ask();
  };
  const store: Store = {
    read: (id) => counted(() => memory.read(id)),
    swap: (id, change) => counted(() => memory.swap(id, change)),
  };
  const receipts = new Receipts(store, Math.random);
  const keys = Array.from({ length: 1000 }, (_, index) => String(index));
  const opened = await Promise.all(keys.map((key) => receipts.open<string>(bill(key))));
  await Promise.all(opened.map((receipt, index) => receipt.made(`invoice ${index}`)));
  expect(most).toBeLessThanOrEqual(32);
  const again = await Promise.all(keys.map((key) => receipts.open<string>(bill(key))));
  expect(again.map(({ known }) => known)).toEqual(
    keys.map((key) => ({ kind: 'MADE', made: `invoice ${key}` })),
  );
});

it('takes a store that does not answer for none', async () => {
  const down = () => Promise.reject(new Error('down'));
  const receipt = await new Receipts({ read: down, swap: down }, Math.random).open<string>(bill('key'));
  await receipt.made('invoice');
  expect(receipt.known).toEqual({ kind: 'NEW' });
});
