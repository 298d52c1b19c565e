import { z } from 'zod';
import { type Attachment, type ProbativeAttachment, ProbativeStatus } from '../../schema/attachment.js';
import type { Access } from './connection.js';
import { type AnswerFacts, readOne, type Resource } from './resource.js';
import { rowReader } from './row.js';
import type { UploadFile } from './upload-file.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';
import { write } from './write.js';

/** How long a download link lives. Source: Qonto's use-case guide, "How to sync transactions", read 2026-11-20. */
const linkLifeMs = 30 * 60 * 1000;

// docs.qonto.com, retrieve an attachment, read 2026-11-20. `file_size` is digits in a string.
export const wireAttachment = z.object({
  id: z.string(),
  created_at: maybe(z.string()),
  file_name: maybe(z.string()),
  file_size: maybe(z.union([z.string().regex(/^\d+$/), z.int().nonnegative()])),
  file_content_type: maybe(z.string()),
  url: maybe(z.string()),
  // Inside a transaction the bank sends the status of the sealed twin and nothing else of it.
  probative_attachment: maybe(
    z.object({
      status: z.string(),
      file_name: maybe(z.string()),
      file_size: maybe(z.union([z.string().regex(/^\d+$/), z.int().nonnegative()])),
      file_content_type: maybe(z.string()),
      url: maybe(z.string()),
    }),
  ),
});

type Wire = z.infer<typeof wireAttachment>;

const probativeStatus = openEnum(ProbativeStatus);

const toProbative = rowReader<NonNullable<Wire['probative_attachment']>, ProbativeAttachment>({
  status: (wire) => probativeStatus(wire.status),
  rawStatus: (wire) => wire.status,
  fileName: (wire) => wire.file_name ?? null,
  fileSize: (wire) => (wire.file_size == null ? null : Number(wire.file_size)),
  contentType: (wire) => wire.file_content_type ?? null,
  url: (wire) => wire.url ?? null,
});

export const toAttachment = rowReader<Wire, Attachment, AnswerFacts>({
  id: (wire) => wire.id,
  fileName: (wire) => wire.file_name ?? null,
  fileSize: (wire) => (wire.file_size == null ? null : Number(wire.file_size)),
  contentType: (wire) => wire.file_content_type ?? null,
  createdAt: (wire) => wire.created_at ?? null,
  url: (wire) => wire.url ?? null,
  urlExpiresAt: (wire, { readAt }) =>
    wire.url == null ? null : new Date(Date.parse(readAt) + linkLifeMs).toISOString(),
  embeddedProbative: (wire) =>
    wire.probative_attachment == null ? null : toProbative(wire.probative_attachment),
});

const resource: Resource<Wire, Attachment> = {
  path: '/v2/attachments',
  one: 'attachment',
  many: 'attachments',
  wire: wireReader(wireAttachment),
  toRow: toAttachment,
};

export class Attachments {
  constructor(private readonly access: Access) {}

  /** A file with a fresh link, good for 30 minutes. One request: the bank has no look-up of several. */
  byId(id: string): Promise<Attachment | null> {
    return readOne(this.access.session, resource, id);
  }

  /** The same past what this operation has read before: for files that are still being made. */
  byIdAgain(id: string): Promise<Attachment | null> {
    return readOne(this.access.session, resource, id, {}, { fresh: true });
  }

  /**
   * Stores a file; the answer has its id alone. One request.
   *
   * @param idempotencyKey The bank replays its first answer to a key even when the file is another one
   *   (docs.qonto.com, idempotency, read 2026-11-20): a payment would then carry the wrong proof. So it must depend on
   *   the file, see `digestOf`.
   */
  store(idempotencyKey: string, file: UploadFile): Promise<Attachment> {
    const { name, contentType, bytes } = file;
    const form = new FormData();
    form.append('file', new Blob([bytes], { type: contentType }), name);
    return write(this.access.session, resource, {
      method: 'POST',
      path: '/v2/attachments',
      form,
      idempotencyKey,
    });
  }
}
