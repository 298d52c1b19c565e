import type { TestGateway, Told } from './gateway.js';
import { germanIban } from './iban.js';
import type { Payer } from './payer.js';

/** What a payload says of its write, whichever it is. */
export interface Written {
  readonly outcome: string;
  readonly made: { readonly id: string } | null;
  readonly retryAfterSeconds: number | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/** A write with a key of its own, to be sent again and again. */
export interface Write {
  readonly post: string;
  /** Where the bank is looked at when it is not clear what became of it. */
  readonly looks: readonly string[];
  send(headers?: Record<string, string>): Promise<Told<{ write: Written | null }>>;
  /** Sends it and hangs up once a fault has struck it at the bank; resolves when the bank has answered. */
  hangUp(): Promise<void>;
  /** How many of it are in the books of the bank; of a file, how many ids we were told. */
  made(): Promise<number>;
}

export type WriteName = 'createTransfer' | 'createBeneficiary' | 'uploadAttachment';

/** Makes writes that have not been sent yet. */
export class Writes {
  static #count = 0;

  constructor(
    private readonly gateway: TestGateway,
    private readonly payer: Payer,
  ) {}

  async new(name: WriteName): Promise<Write> {
    Writes.#count++;
    switch (name) {
      case 'createTransfer':
        return this.#transfer(`key-${Writes.#count}`);
      case 'createBeneficiary':
        return this.#beneficiary(`key-${Writes.#count}`, germanIban(Writes.#count));
      case 'uploadAttachment':
        return this.#attachment(`key-${Writes.#count}`);
    }
  }

  async #transfer(idempotencyKey: string): Promise<Write> {
    const { accountId, payees } = this.payer;
    const input = {
      idempotencyKey,
      bankAccountId: accountId,
      payee: { beneficiaryId: payees.admin.id },
      amount: { value: '12.30', currency: 'EUR' },
      reference: 'Invoice 17',
      proofToken: await this.payer.proof(payees.admin),
    };
    const before = (await this.payer.ledger()).length;
    return {
      post: 'POST /v2/sepa/transfers',
      looks: ['GET /v2/sepa/transfers'],
      ...this.#ways('createTransfer(input: $input) { made: transfer { id }', 'CreateTransferInput', input),
      made: async () => (await this.payer.ledger()).length - before,
    };
  }

  #beneficiary(idempotencyKey: string, iban: string): Write {
    const input = { idempotencyKey, beneficiary: { name: 'Musterfirma GmbH', iban } };
    return {
      post: 'POST /v2/sepa/beneficiaries',
      looks: ['GET /v2/sepa/beneficiaries'],
      ...this.#ways(
        'createBeneficiary(input: $input) { made: beneficiary { id }',
        'CreateBeneficiaryInput',
        input,
      ),
      made: async () => {
        const { data } = await this.gateway.ask<{ beneficiaries: { nodes: object[] } }>(
          'query ($ibans: [IBAN!]) { beneficiaries(filter: { ibans: $ibans }) { nodes { id } } }',
          { ibans: [iban] },
        );
        return data.beneficiaries.nodes.length;
      },
    };
  }

  #attachment(idempotencyKey: string): Write {
    const content = Buffer.from(`%PDF-1.7 ${idempotencyKey}`).toString('base64');
    const input = { idempotencyKey, file: { fileName: 'a.pdf', contentType: 'application/pdf', content } };
    const { send, hangUp } = this.#ways(
      'uploadAttachment(input: $input) { made: attachment { id }',
      'UploadAttachmentInput',
      input,
    );
    const ids = new Set<string>();
    return {
      post: 'POST /v2/attachments',
      looks: [],
      hangUp,
      send: async (headers) => {
        const told = await send(headers);
        if (told.data.write?.made) ids.add(told.data.write.made.id);
        return told;
      },
      made: async () => ids.size,
    };
  }

  #ways(field: string, type: string, input: object): Pick<Write, 'send' | 'hangUp'> {
    const document = `mutation ($input: ${type}!) {
      write: ${field} outcome retryAfterSeconds userErrors { code } }
    }`;
    return {
      send: async (headers = {}) => {
        const told = await this.gateway.ask<{ write: Written | null }>(document, { input }, headers);
        return { ...told, calls: told.calls.map((call) => call.split('?', 1)[0]!) };
      },
      hangUp: async () => {
        const caller = new AbortController();
        await this.gateway.control('DELETE requests');
        const hungUp = fetch(`${this.gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: document, variables: { input } }),
          signal: caller.signal,
        }).catch((error: Error) => error.name);
        const isStruck = async () => {
          const { faults } = await this.gateway.control<{ faults: { struck: number }[] }>('GET faults');
          return faults.some(({ struck }) => struck > 0);
        };
        const isAnswered = async () =>
          (await this.gateway.control<{ total: number }>('GET requests')).total > 0;
        while (!(await isStruck()));
        caller.abort();
        if ((await hungUp) !== 'AbortError') throw new Error('The answer came before the caller hung up');
        while (!(await isAnswered()));
        // The answer has reached the gateway before that of a later request.
        await this.gateway.ask('{ labels { nodes { id } } }');
      },
    };
  }
}
