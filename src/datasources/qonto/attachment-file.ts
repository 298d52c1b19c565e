import { GatewayError } from '../../errors.js';
import type { BankFile } from './bank-file.js';
import type { Access } from './connection.js';
import { Attachments } from './attachment.js';
import type { FileStorage } from './file-storage.js';

/**
 * The bytes behind an attachment, by a link that was fetched just now. One request to the bank, one to its storage.
 *
 * @throws {GatewayError} `NOT_FOUND` when there is none, or none yet (`FILE_NOT_READY`); as {@link FileStorage.fetch}.
 */
export async function attachmentFile(
  access: Access,
  storage: FileStorage,
  id: string,
  signal?: AbortSignal,
): Promise<BankFile> {
  const attachment = await new Attachments(access).byId(id);
  if (attachment === null) throw new GatewayError('NOT_FOUND', 'There is no file with this id.');
  if (attachment.url === null)
    throw new GatewayError('NOT_FOUND', 'The file is not there yet.', {
      retryable: true,
      reason: 'FILE_NOT_READY',
    });
  const file = await storage.fetch(attachment.url, signal);
  return { ...file, fileName: attachment.fileName ?? file.fileName };
}
