import { join } from 'node:path';
import { freePort, Program } from './program.js';

/** The simulator of the bank, which outlives all others. */
export class BankProcess {
  private constructor(private readonly program: Program) {}

  static async start(directory: string, transactions = 0): Promise<BankProcess> {
    const port = await freePort();
    const environment = { SIMULATOR_PORT: String(port), SIMULATOR_TRANSACTIONS: String(transactions) };
    const command = [process.execPath, 'dist/datasources/simulator/main.js'] as const;
    const bank = new BankProcess(new Program(port, [...command], environment, join(directory, 'bank.log')));
    await bank.program.start(() =>
      bank.control('GET clock').then(
        () => true,
        () => false,
      ),
    );
    return bank;
  }

  get port(): number {
    return this.program.port;
  }

  async control<Json>(door: string, body?: object): Promise<Json> {
    const [method, path] = door.split(' ') as [string, string];
    const response = await fetch(`http://127.0.0.1:${this.port}/_simulator/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${door}: ${response.status}`);
    return (await response.json()) as Json;
  }

  /** The account holder confirms in the app. */
  async allow(sessionToken: string): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}/v2/mocked_sca_sessions/${sessionToken}/allow`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-token' },
    });
  }

  close(): Promise<void> {
    return this.program.kill();
  }
}
