import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.js';
import type { Attachment } from '../schema/attachment.js';
import { Selection } from './selection.js';

/**
 * The file that a row names by its id. One request per distinct file and operation; none when nothing is selected
 * that the id alone cannot answer.
 */
export function linkedAttachment(
  id: string | null,
  { load }: Context,
  info: GraphQLResolveInfo,
): Attachment | Promise<Attachment | null> | null {
  if (id === null) return null;
  return Selection.of(info).has(...readFields) ? load.attachment.load(id) : bareAttachment(id);
}

/** A file of which only the id is known; good for an answer that shows nothing else. */
export function bareAttachment(id: string): Attachment {
  return {
    id,
    fileName: null,
    fileSize: null,
    contentType: null,
    createdAt: null,
    url: null,
    urlExpiresAt: null,
    embeddedProbative: null,
  };
}

/** Fields of `Attachment` that the bank must be asked for. */
const readFields = ['fileName', 'fileSize', 'contentType', 'createdAt', 'url', 'urlExpiresAt', 'probative'];
