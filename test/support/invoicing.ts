import { startGateway, type TestGateway, type Told } from './gateway.js';

export interface WrittenInvoice {
  id: string;
  number: string | null;
  status: string;
  paidAt: string | null;
}

export interface Payload {
  clientInvoice: WrittenInvoice | null;
  deletedId?: string | null;
  userErrors: { code: string; field: string[] | null; message: string; upstreamCode: string | null }[];
}

/** A line as a form sends it. */
export const line = {
  title: 'Atelier',
  quantity: '1.5',
  unit: 'day',
  unitPrice: { value: '799.99', currency: 'EUR' },
  vatRate: '0.055',
};

/** A gateway with a client who can be billed, and the mutations of invoices by name. */
export class Invoicing {
  private constructor(
    readonly gateway: TestGateway,
    readonly clientId: string,
    readonly iban: string,
  ) {}

  static async open(): Promise<Invoicing> {
    const gateway = await startGateway();
    const { data } = await gateway.ask<{
      clients: { nodes: { id: string }[] };
      organization: { mainBankAccount: { iban: string } };
    }>(
      '{ clients(filter: { email: "contact@acmecorp.com" }) { nodes { id } } organization { mainBankAccount { iban } } }',
    );
    return new Invoicing(gateway, data.clients.nodes[0]!.id, data.organization.mainBankAccount.iban);
  }

  /** A draft that nothing is wrong with, but for the changes. */
  input(changes: object = {}) {
    return {
      clientId: this.clientId,
      issueDate: '2026-03-20',
      dueDate: '2026-04-19',
      paymentIban: this.iban,
      items: [line],
      ...changes,
    };
  }

  /** Runs one mutation and tells what became of it. */
  async mutate(
    verb: string,
    input: object,
  ): Promise<Told<Record<string, Payload>> & { payload: Payload | undefined }> {
    const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
    const result = verb === 'deleteInvoice' ? 'deletedId' : 'clientInvoice { id number status paidAt }';
    const told = await this.gateway.ask<Record<string, Payload>>(
      `mutation ($input: ${type}!) { ${verb}(input: $input) { ${result} userErrors { code field message upstreamCode } } }`,
      { input },
    );
    return { ...told, payload: told.data?.[verb] };
  }

  /** Makes a draft and gives its id. */
  async draft(changes: object = {}): Promise<string> {
    const { payload } = await this.mutate('createInvoice', this.input(changes));
    return payload!.clientInvoice!.id;
  }
}
