import { GatewayError } from '../../errors.js';
import type { OpenFile } from './bank-file.js';
import type { Attachment } from '../../schema/attachment.js';
import type { Access } from './connection.js';
import { Attachments } from './attachment.js';
import type { FileStorage } from './file-storage.js';

/**
 * The file behind an attachment, by a link that was fetched just now. One request to the bank, one to its storage; when
 * storage does not take the link (403, 404) or is overloaded (503), one more of each.
 *
 * @throws {GatewayError} `NOT_FOUND` when there is none, or none yet (`FILE_NOT_READY`); as {@link FileStorage.open}.
 */
export async function attachmentFile(
  access: Access,
  storage: FileStorage,
  id: string,
  signal?: AbortSignal,
): Promise<OpenFile> {
  const attachments = new Attachments(access);
  const attachment = ready(await attachments.byId(id));
  const file = await storage.open(attachment.url, signal).catch(async (error: unknown) => {
    if (!isWorthAnotherLink(error)) throw error;
    return storage.open(ready(await attachments.byIdAgain(id)).url, signal);
  });
  return { ...file, fileName: attachment.fileName ?? file.fileName };
}

function ready(attachment: Attachment | null): Attachment & { url: string } {
  if (attachment === null) throw new GatewayError('NOT_FOUND', 'There is no file with this id.');
  const { url } = attachment;
  if (url !== null) return { ...attachment, url };
  throw new GatewayError('NOT_FOUND', 'The file is not there yet.', {
    retryable: true,
    reason: 'FILE_NOT_READY',
  });
}

function isWorthAnotherLink(error: unknown): boolean {
  return error instanceof GatewayError && [403, 404, 503].includes(error.details.upstream?.status ?? 0);
}
