import { ok } from './answer.js';
import type { Bank } from './bank.js';
import { mintLink } from './file-host.js';
import type { Form } from './form.js';
import { refuse, Refused } from './refusal.js';
import type { Resource } from './resource.js';
import type { Routes } from './routes.js';
import { storedFiles, type StoredFile } from './stored-file.js';

/** Source: docs.qonto.com, attachments, read 2026-11-20: JPEG, PNG or PDF; the magic numbers are the formats' own. */
const ACCEPTED: readonly { readonly contentType: string; readonly startsWith: Buffer }[] = [
  { contentType: 'application/pdf', startsWith: Buffer.from('%PDF-') },
  { contentType: 'image/png', startsWith: Buffer.from([0x89, 0x50, 0x4e, 0x47]) },
  { contentType: 'image/jpeg', startsWith: Buffer.from([0xff, 0xd8, 0xff]) },
];

/** A request may not be longer. Source: docs.qonto.com, uploads, read 2026-11-20. */
const REQUEST_LIMIT_BYTES = 15_000_000;

/** An attachment as the bank shows it; `url` is new at every call. */
export async function shownAttachment(
  file: StoredFile,
  bank: Bank,
  origin: string,
): Promise<Record<string, unknown>> {
  return {
    id: file.id,
    created_at: file.created_at,
    file_name: file.file_name,
    file_size: String(await bank.of(storedFiles).sizeOf(file)),
    file_content_type: file.file_content_type,
    url: mintLink(file, bank, origin),
    probative_attachment: { status: 'unavailable' },
  };
}

/** The type of a file the bank takes, by its first bytes; undefined for any other. */
export function acceptedType(content: Buffer): string | undefined {
  return ACCEPTED.find(({ startsWith }) => content.subarray(0, startsWith.length).equals(startsWith))
    ?.contentType;
}

/** Keeps the file of the form field `file`. */
export function keepUpload(form: Form, bank: Bank): StoredFile {
  const part = form.parts.find(({ kind, name }) => kind === 'file' && name === 'file');
  if (part?.kind !== 'file') throw refused('required', 'file is missing');
  const contentType = acceptedType(part.content);
  if (contentType === undefined) throw refused('invalid', 'file must be a JPEG, a PNG or a PDF');
  const { content } = part;
  return bank.of(storedFiles).add({
    id: bank.newId(),
    created_at: bank.now().toISOString(),
    file_name: part.fileName,
    file_content_type: contentType,
    sizeBytes: content.length,
    content: () => content,
  });
}

const routes: Routes = {
  'POST /v2/attachments': {
    scopes: ['attachment.write'],
    idempotent: true,
    handle: async (ask, bank) => {
      if (ask.body.length > REQUEST_LIMIT_BYTES)
        return refuse(413, 'too_large', 'The request is above 15 MB');
      return ok({ attachment: { id: keepUpload(await ask.form(), bank).id } });
    },
  },

  // Either scope opens it. Source: docs.qonto.com, scopes, read 2026-11-20.
  'GET /v2/attachments/:id': {
    scopes: ['attachment.read', 'organization.read'],
    handle: async ({ params, origin }, bank) => {
      const file = bank.of(storedFiles).get(params['id'] ?? '');
      return file === undefined
        ? refuse(404, 'not_found', 'Attachment not found', { parameter: 'id' })
        : ok({ attachment: await shownAttachment(file, bank, origin) });
    },
  },
};

export const attachmentResource: Resource = { name: 'attachments', routes, shelf: storedFiles };

function refused(code: string, detail: string): Refused {
  return new Refused(refuse(422, code, detail, { pointer: '/file' }));
}
