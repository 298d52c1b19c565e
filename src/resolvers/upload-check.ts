import { checkFile, type UploadFile } from '../datasources/qonto/index.js';
import type { FileInput } from '../schema/file-input.js';
import type { Problems } from './problems.js';

/** Adds what is wrong with a file; undefined then. `field` is the way to it in the input. */
export function checkedFile(
  { fileName, contentType, content }: FileInput,
  problems: Problems,
  ...field: readonly string[]
): UploadFile | undefined {
  const checked = checkFile(fileName, contentType, content);
  if ('file' in checked) return checked.file;
  for (const { at, code, message } of checked.problems) problems.add(code, message, ...field, at);
  return undefined;
}

/** An idempotency key of the caller. It goes through a hash before the bank sees it; this keeps it printable. */
export function checkKey(key: string, problems: Problems, ...field: readonly string[]): void {
  if (!/^[\x20-\x7e]{1,255}$/.test(key) || key.trim() === '')
    problems.add('INVALID', 'Give 1 to 255 printable ASCII characters, best a UUID.', ...field);
}
