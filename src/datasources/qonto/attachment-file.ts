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
  const attachment = await attachments.byId(id);
  const file = await storage.open(linkOf(attachment), signal).catch(async (error: unknown) => {
    if (!isWorthAnotherLink(error)) throw error;
    return storage.open(linkOf(await attachments.byIdAgain(id)), signal);
  });
  return { ...file, fileName: attachment?.fileName ?? file.fileName };
}

function linkOf(attachment: Attachment | null): string {
  if (attachment === null) throw new GatewayError('NOT_FOUND', 'There is no file with this id.');
  if (attachment.url !== null) return attachment.url;
  throw new GatewayError('NOT_FOUND', 'The file is not there yet.', {
    retryable: true,
    reason: 'FILE_NOT_READY',
  });
}

function isWorthAnotherLink(error: unknown): boolean {
  return error instanceof GatewayError && [403, 404, 503].includes(error.details.upstream?.status ?? 0);
}
