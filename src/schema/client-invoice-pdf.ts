import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Attachment } from './attachment.js';

export enum PdfStatus {
  READY = 'READY',
  GENERATING = 'GENERATING',
  NONE = 'NONE',
}
registerEnumType(PdfStatus, {
  name: 'PdfStatus',
  description: 'Whether the PDF can be had.',
  valuesConfig: {
    READY: { description: 'It is there: download it now.' },
    GENERATING: { description: 'Being made: ask again after `retryAfterSeconds`.' },
    NONE: {
      description: 'There is none and none is coming: a draft, or an invoice cancelled without a file.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The PDF of an invoice.' })
export class ClientInvoicePdf {
  @Field(() => PdfStatus, { description: 'Whether it can be had.' })
  status!: PdfStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds to wait before asking again. Null unless GENERATING.',
  })
  retryAfterSeconds!: number | null;

  @Field(() => Attachment, { nullable: true, description: 'The file. Null unless READY.' })
  attachment!: Attachment | null;
}
