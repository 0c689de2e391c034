import { DEFAULT_PAGE_LIMIT, MAX_PAGE_LIMIT } from '@notes/domain';
import * as z from 'zod/mini';
import type { Route } from '../rest-api.ts';
import { listNotesQuery } from '../schemas.ts';
import { CURSOR, ETAG, NOTE } from './examples.ts';
import { schemaReference } from './schemas.ts';
import type { JsonSchema, Parameter, Reference } from './types.ts';

const { cursor, order } = listNotesQuery.shape;

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  // RFC 9110, section 8.8.3: neither spaces nor control characters.
  schema: { type: 'string', pattern: '^(?:\\*|(?:W/)?"[!#-~\\u0080-\\uffff]*")$', examples: [ETAG, '*'] },
} as const;

const PARAMETERS = {
  NoteId: {
    name: 'noteid',
    in: 'path',
    required: true,
    description: 'The id of the note, percent-encoded.',
    schema: schemaReference('NoteId'),
    example: NOTE.noteid,
  },
  Limit: {
    name: 'limit',
    in: 'query',
    required: false,
    description: 'Most notes of the page, in plain decimal digits.',
    schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE_LIMIT, default: DEFAULT_PAGE_LIMIT },
  },
  Cursor: {
    name: 'cursor',
    in: 'query',
    required: false,
    description:
      'The `nextCursor` of the page before, unchanged and with the same `order`. It works for the user it was made for only.',
    schema: { ...plainSchema(cursor), examples: [CURSOR] },
  },
  Order: {
    name: 'order',
    in: 'query',
    required: false,
    description: 'By note id: `asc` from the first, `desc` from the last.',
    schema: { ...plainSchema(order), default: 'asc' },
  },
  IfMatch: {
    ...IF_MATCH,
    required: true,
    example: ETAG,
    description:
      'The `ETag` of the state that is to be replaced, or `*` for any state. Only one entity tag; a weak one never matches.',
  },
  OptionalIfMatch: {
    ...IF_MATCH,
    required: false,
    description:
      'The `ETag` of the state that is to be deleted; then a note that has been changed since stays. `*`, like none, is any state.',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description:
      'The `ETag` of the state that you have, or several. If the note is still in it, the answer is 304 without a body.',
    schema: { type: 'string', examples: [ETAG] },
  },
} as const satisfies Record<string, Parameter>;

/** The query's schemas, as JSON Schema; `limit` is a string there, so it is written as the number that it stands for. */
function plainSchema(schema: z.core.$ZodType): JsonSchema {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return plain;
}

export const componentParameters: Readonly<Record<string, Parameter>> = PARAMETERS;

/**
 * The parameters that the gateway knows of the route.
 * @param preconditionRequired whether it answers 428
 * @throws Error for a parameter without a description
 */
export function parametersOf(
  { requestParameters }: Pick<Route, 'requestParameters'>,
  preconditionRequired: boolean,
): Reference[] {
  return Object.entries(requestParameters).map(([source, requiredByGateway]) => {
    const name = source.replace(/^.*\./, '');
    // The gateway would answer 400 for a header that it requires, and the contract says 428.
    const required = requiredByGateway || (name === IF_MATCH.name && preconditionRequired);
    const found = Object.entries<Parameter>(PARAMETERS).find(
      ([, parameter]) => parameter.name === name && parameter.required === required,
    );
    if (!found) throw new Error(`The parameter ${source} has no description.`);
    return { $ref: `#/components/parameters/${found[0]}` };
  });
}
