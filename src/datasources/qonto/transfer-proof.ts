import { GatewayError, Rejection } from '../../errors.js';
import type { BankFile } from './bank-file.js';
import type { QontoSession } from './session.js';

/**
 * The receipt of a transfer, a PDF that the bank makes when it is asked. One request. The bank has it for completed
 * transfers only. Source: docs.qonto.com, download a transfer proof, read 2026-11-20.
 *
 * @throws {GatewayError} `NOT_FOUND` when there is no such transfer, or no proof yet (`FILE_NOT_READY`).
 */
export async function transferProof(session: QontoSession, id: string): Promise<BankFile> {
  try {
    return await session.download({
      method: 'POST',
      path: '/v2/sepa/transfers/{id}/download_proof',
      params: { id },
    });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    throw new GatewayError('NOT_FOUND', 'The transfer has no proof: it is not completed.', {
      retryable: true,
      reason: 'FILE_NOT_READY',
      upstream: error.upstream,
    });
  }
}
