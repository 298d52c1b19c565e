import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { BadUserInput } from '../errors.js';
import { Attachment, ProbativeAttachment } from '../schema/attachment.js';
import { NeedsScope } from './scope.js';
import { Selection } from './selection.js';

/** A batch is one request per id, and an operation may make 120. */
const maxIds = 100;

@Resolver(() => Attachment)
export class AttachmentResolver {
  @NeedsScope('attachment.read', 'organization.read')
  @Query(() => Attachment, {
    nullable: true,
    description: 'One file with a fresh link; null when there is none with this id. One upstream request.',
  })
  attachment(
    @Ctx() { load }: Context,
    @Arg('id', () => ID, { description: 'The id of the file.' }) id: string,
  ): Promise<Attachment | null> {
    return load.attachment.load(id);
  }

  @NeedsScope('attachment.read', 'organization.read')
  @Query(() => [Attachment], {
    nullable: 'itemsAndList',
    description:
      'Several files with fresh links, in the order asked; null where there is none. One upstream request per distinct id, eight at a time.',
  })
  attachments(
    @Ctx() { load }: Context,
    @Arg('ids', () => [ID], { description: 'The ids of the files, at most 100.' }) ids: string[],
  ): Promise<(Attachment | Error | null)[]> {
    if (ids.length > maxIds)
      throw new BadUserInput('ids', `\`ids\` holds more than ${maxIds}: ask in several batches.`);
    return load.attachment.loadMany(ids);
  }

  @FieldResolver(() => ProbativeAttachment, {
    nullable: true,
    description: 'Sealed twin of the file (PAdES), for use as evidence. Null when the bank makes none.',
  })
  async probative(
    @Root() { id, embeddedProbative }: Attachment,
    @Ctx() { load }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProbativeAttachment | null> {
    const wantsFile = Selection.of(info).has('fileName', 'fileSize', 'contentType', 'url');
    if (embeddedProbative === null || !wantsFile || !isCutShort(embeddedProbative)) return embeddedProbative;
    return (await load.attachment.load(id))?.embeddedProbative ?? null;
  }
}

/** Whether the bank embedded no more of a sealed twin than that it can be had. Nothing is gained where it cannot be read. */
function isCutShort(twin: ProbativeAttachment): boolean {
  try {
    return twin.url === null && twin.status === 'AVAILABLE';
  } catch {
    return false;
  }
}
