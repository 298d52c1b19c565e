import { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { refuse, Refused } from './refusal.js';

/** One part of a multipart body, in the order sent. */
export type FormPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly fileName: string;
      readonly contentType: string;
      readonly content: Buffer;
    };

export interface Form {
  readonly parts: readonly FormPart[];
}

/** Reads a multipart body; file names may be UTF-8. */
export function readForm(headers: NodeJS.Dict<string | string[]>, body: Buffer): Promise<Form> {
  const contentType = headers['content-type'];
  if (typeof contentType !== 'string' || !contentType.startsWith('multipart/form-data'))
    throw new Refused(refuse(400, 'bad_request', 'multipart/form-data expected'));

  return new Promise((resolve, reject) => {
    const parts: FormPart[] = [];
    const refused = (): void => reject(new Refused(refuse(400, 'bad_request', 'The form cannot be read')));
    try {
      const parser = new Busboy({
        headers: { ...headers, 'content-type': contentType } as BusboyHeaders,
        limits: { fieldSize: 5_000_000 },
      });
      parser.on('field', (name, value) => parts.push({ kind: 'field', name, value }));
      parser.on('file', (name, stream, fileName, _encoding, mimeType) => {
        const chunks: Buffer[] = [];
        // The part keeps its place even when a later, smaller one ends first.
        const place = parts.push({ kind: 'field', name, value: '' }) - 1;
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          parts[place] = {
            kind: 'file',
            name,
            fileName: fileName ?? '',
            contentType: mimeType,
            content: Buffer.concat(chunks),
          };
        });
      });
      parser.on('finish', () => resolve({ parts }));
      parser.on('error', refused);
      Readable.from([body]).pipe(parser);
    } catch {
      refused();
    }
  });
}
