import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Downloads } from './download.js';
import { FileNames } from './file-name.js';
import type { Gateway } from './gateway.js';
import {
  CreateInvoiceDocument,
  FinalizeInvoiceDocument,
  FindOrCreateClientDocument,
  InvoicePdfDocument,
  type InvoiceFileFragment,
  ReceivingAccountDocument,
} from './graphql/graphql.js';
import { type Given, type Recipe, required, say, Stop } from './recipe.js';

/** An invoice down to its Factur-X file. */
export const facturX: Recipe = {
  name: 'factur-x',
  summary: 'Makes an invoice for a client and downloads its Factur-X file.',
  notes: `Looks the client up by e-mail address and creates it only when there is none. Finalizing gives the invoice its
number and cannot be undone. The bank takes no key for invoices: after a broken line look whether there is a
draft before you run it again, or go on with --invoice.`,
  options: {
    email: { value: '<address>', help: 'The client. Required unless --invoice is given.' },
    name: { value: '<name>', help: 'Its company name. For a client that may have to be created.' },
    'tax-number': { value: '<number>', help: 'Its tax number, e.g. a SIREN. Likewise.' },
    street: { value: '<text>', help: 'Its address. Likewise, as the next three.' },
    city: { value: '<text>', help: 'Its city.' },
    'zip-code': { value: '<code>', help: 'Its postal code.' },
    country: { value: '<code>', help: 'Its country. Default: FR' },
    title: { value: '<text>', help: 'What is sold. Required unless --invoice is given.' },
    'unit-price': {
      value: '<amount>',
      help: 'Price of one in EUR without VAT, e.g. 150.00. Required likewise.',
    },
    quantity: { value: '<number>', help: 'How many. Default: 1' },
    unit: { value: '<text>', help: 'Of what, e.g. hour.' },
    'vat-rate': { value: '<fraction>', help: 'Default: 0.20' },
    'due-in': { value: '<days>', help: 'Days until it is due. Default: 30' },
    invoice: { value: '<id>', help: 'Goes on with a draft, or with an invoice whose file was not ready.' },
    out: { value: '<folder>', help: 'Where the file goes. Default: ./client_invoices' },
  },
  run: makeInvoice,
};

/** The bank makes a file within seconds; the guide gives up after half a minute. */
const maxWaitMs = 120_000;

async function makeInvoice(gateway: Gateway, given: Given): Promise<void> {
  const id = given.options['invoice'] ?? (await draft(gateway, given));
  const file = await fileOf(gateway, id, given.options['invoice'] !== undefined);
  const folder = given.options['out'] ?? 'client_invoices';
  await mkdir(folder, { recursive: true });
  const downloads = new Downloads(gateway, folder, new FileNames(), async () => {});
  const name = (await downloads.bring([file])).get(file.id);
  if (name === undefined) throw new Stop('The bank has no such file any more.');
  say(`Downloaded Factur-X PDF: ${join(folder, name)}`);
}

async function draft(gateway: Gateway, given: Given): Promise<string> {
  const { options } = given;
  const item = {
    title: required(given, 'title'),
    quantity: options['quantity'] ?? '1',
    ...(options['unit'] !== undefined && { unit: options['unit'] }),
    unitPrice: { value: required(given, 'unit-price'), currency: 'EUR' },
    vatRate: options['vat-rate'] ?? '0.20',
  };
  const dueInDays = Number(options['due-in'] ?? '30');
  if (!Number.isInteger(dueInDays) || dueInDays < 0) throw new Stop('--due-in is no number of days.', 2);

  const found = await gateway.write(FindOrCreateClientDocument, { client: clientOf(given) });
  stopAt(found.findOrCreateClient?.userErrors);
  const client = found.findOrCreateClient?.client;
  if (client == null) throw new Stop('The client was neither found nor created.');
  say(`${found.findOrCreateClient?.wasCreated ? 'Created new' : 'Found existing'} client: ${client.id}`);

  const { organization } = await gateway.read(ReceivingAccountDocument, {});
  const paymentIban = organization?.mainBankAccount?.iban;
  if (paymentIban == null) throw new Stop('The organisation has no main account to be paid into.');
  say(`Receiving IBAN: ${paymentIban}`);

  const today = new Date();
  const due = new Date(today.getTime() + dueInDays * 86_400_000);
  const { createInvoice } = await gateway.write(CreateInvoiceDocument, {
    clientId: client.id,
    issueDate: dayOf(today),
    dueDate: dayOf(due),
    paymentIban,
    items: [item],
  });
  stopAt(createInvoice?.userErrors);
  const id = createInvoice?.clientInvoice?.id;
  if (id === undefined) throw new Stop('The gateway gave no invoice.');
  say(`Invoice draft created: ${id}`);
  return id;
}

/** Finalizes the invoice and waits for its file; one that was finalized before is only waited for. */
async function fileOf(
  gateway: Gateway,
  id: string,
  mayBeFinal: boolean,
): Promise<NonNullable<InvoiceFileFragment['attachment']>> {
  const deadline = Date.now() + maxWaitMs;
  let pdf: InvoiceFileFragment | null | undefined;
  if (mayBeFinal) pdf = (await gateway.read(InvoicePdfDocument, { id })).clientInvoice?.pdf;
  if (pdf == null || pdf.status === 'NONE') {
    const { finalizeInvoice } = await gateway.write(FinalizeInvoiceDocument, { id });
    stopAt(finalizeInvoice?.userErrors);
    say(`Invoice finalized at ${finalizeInvoice?.clientInvoice?.finalizedAt ?? 'an unknown time'}`);
    pdf = finalizeInvoice?.clientInvoice?.pdf;
  }
  while (pdf?.attachment == null) {
    if (Date.now() > deadline)
      throw new Stop(`The file is not ready yet; later: npm run recipe -- factur-x --invoice ${id}`);
    const seconds = pdf?.retryAfterSeconds ?? 2;
    say(`The file is not ready yet, waiting ${seconds} s`);
    await sleep(seconds * 1000);
    pdf = (await gateway.read(InvoicePdfDocument, { id })).clientInvoice?.pdf;
  }
  say('Factur-X PDF is ready!');
  return pdf.attachment;
}

function clientOf(given: Given) {
  const { options } = given;
  const text = (name: string) => options[name] ?? null;
  return {
    kind: 'COMPANY' as const,
    email: required(given, 'email'),
    name: text('name'),
    currency: 'EUR',
    locale: 'en',
    taxIdentificationNumber: text('tax-number'),
    billingAddress: {
      street: text('street'),
      city: text('city'),
      zipCode: text('zip-code'),
      countryCode: options['country'] ?? 'FR',
    },
  };
}

function stopAt(userErrors: readonly { readonly message: string }[] | undefined): void {
  if (userErrors?.[0] !== undefined) throw new Stop(`The gateway says: ${userErrors[0].message}`);
}

/** The day in UTC, as the bank writes it: `2026-11-20`. */
function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
