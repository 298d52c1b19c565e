import { createLoaders } from '../../src/datasources/loaders.js';
import { GatewayError } from '../../src/errors.js';
import type { Attachment } from '../../src/schema/attachment.js';

const meter = () => ({ requests: 0, deduplicated: 0, retries: 0 });

const file = (id: string): Attachment => ({
  id,
  fileName: null,
  fileSize: null,
  contentType: null,
  createdAt: null,
  url: null,
  urlExpiresAt: null,
  embeddedProbative: null,
});

const unused = () => Promise.reject(new Error('not asked for'));
const nothing = {
  organizations: { own: unused },
  transactions: { byId: unused },
  attachments: { byId: unused },
  bankAccounts: { all: unused },
  labels: { all: unused },
  beneficiaries: { byId: unused },
  transfers: { byIds: unused },
  clients: { byId: unused },
  clientInvoices: { byId: unused },
  creditNotes: { byId: unused },
  memberships: { all: unused },
  supplierInvoices: { byId: unused, ofAttachments: unused },
};

it('looks a file up once, however many rows share it, and counts what that saved', async () => {
  const asked: string[] = [];
  const counts = meter();
  const load = createLoaders(
    { ...nothing, attachments: { byId: async (id) => (asked.push(id), file(id)) } },
    counts,
  );
  await Promise.all(['a', 'b', 'a', 'a'].map((id) => load.attachment.load(id)));
  await load.attachment.load('b');
  expect(asked).toEqual(['a', 'b']);
  expect(counts.deduplicated).toBe(3);
});

it('has at most eight look-ups on their way, over all its loaders', async () => {
  let running = 0;
  let most = 0;
  const busy = async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  };
  const load = createLoaders(
    {
      ...nothing,
      attachments: { byId: async (id) => (await busy(), file(id)) },
      transactions: { byId: async () => (await busy(), null) },
    },
    meter(),
  );
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => [
      load.attachment.load(`file ${index}`),
      load.fullTransaction.load(`transaction ${index}`),
    ]).flat(),
  );
  expect(most).toBe(8);
});

it('fails the one key that failed', async () => {
  const load = createLoaders(
    {
      ...nothing,
      attachments: {
        byId: async (id) => {
          if (id === 'bad') throw new GatewayError('UPSTREAM_UNAVAILABLE', 'no answer');
          return id === 'gone' ? null : file(id);
        },
      },
    },
    meter(),
  );
  const [good, bad, gone] = await load.attachment.loadMany(['good', 'bad', 'gone']);
  expect(good).toMatchObject({ id: 'good' });
  expect(bad).toBeInstanceOf(GatewayError);
  expect(gone).toBeNull();
});

it('finds accounts, labels and members in one list each', async () => {
  let lists = 0;
  const load = createLoaders(
    { ...nothing, labels: { all: async () => (lists++, [{ id: 'l1', name: 'Travel', parentId: null }]) } },
    meter(),
  );
  expect(await load.label.load('l1')).toMatchObject({ name: 'Travel' });
  expect(await load.label.load('l2')).toBeNull();
  expect(lists).toBe(1);
});
