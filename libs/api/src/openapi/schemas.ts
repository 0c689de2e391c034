import { MAX_NOTE_BYTES } from '@notes/domain';
import * as z from 'zod/mini';
import { problemCode, problemDetails, problemError } from '../problem-schema.ts';
import { createNoteBody, createdNote, notePage, replaceNoteBody, wireNote } from '../schemas.ts';
import { CURSOR, NOTE, REQUEST_ID } from './examples.ts';
import type { JsonSchema } from './types.ts';

interface Wording {
  readonly id?: string;
  readonly description: string;
  readonly examples?: readonly unknown[];
}

const wordings = z.registry<Wording>();

wordings
  .add(createNoteBody, {
    id: 'CreateNoteBody',
    description: 'A note to be created. The client chooses its id.',
  })
  .add(replaceNoteBody, {
    id: 'ReplaceNoteBody',
    description: 'The text that takes the place of the old one.',
  })
  .add(createdNote, { id: 'CreatedNote', description: 'The note as it was stored, with a message.' })
  .add(notePage, {
    id: 'NotePage',
    description: 'Notes in the order of their ids, and where the next page starts.',
  })
  .add(wireNote, { id: 'Note', description: 'A note as its owner last wrote it.' })
  .add(wireNote.shape.noteid, {
    id: 'NoteId',
    description:
      "The note's id, unique among its owner's notes. Ids that grow with time, such as UUIDs of version 7, list notes by age.",
    examples: [NOTE.noteid],
  })
  .add(wireNote.shape.note, {
    id: 'NoteText',
    description: `The text: 1 to ${MAX_NOTE_BYTES} bytes of UTF-8 without lone surrogates. What was stored comes back byte for byte.`,
    examples: [NOTE.note],
  })
  .add(wireNote.shape.createdAt, {
    id: 'Timestamp',
    description: 'A time in UTC with milliseconds (RFC 3339).',
    examples: [NOTE.createdAt],
  })
  .add(wireNote.shape.version, { description: 'Counts the writes from 1.', examples: [NOTE.version] })
  .add(createdNote.shape.message, { description: 'Always the same.' })
  .add(notePage.shape.notes, {
    description: 'May hold fewer notes than `limit`, even none, while `nextCursor` is there.',
  })
  .add(notePage.shape.nextCursor, {
    description: 'The `cursor` of the next page; absent on the last one.',
    examples: [CURSOR],
  })
  .add(problemDetails, { id: 'Problem', description: 'Problem details for HTTP APIs (RFC 9457).' })
  .add(problemCode, {
    id: 'ProblemCode',
    description:
      'What went wrong, for programs. The list is closed: it changes with the version of the API only.',
  })
  .add(problemError, { id: 'ProblemError', description: 'What is wrong in one place of the request.' })
  .add(problemError.shape.pointer, {
    description:
      'A JSON Pointer as a URI fragment (RFC 6901, section 6) into the body, or `#/query/<name>`, `#/path/<name>`, `#/header/<name>`.',
    examples: ['#/note'],
  })
  .add(problemError.shape.detail, { description: 'The broken rule, for people.', examples: ['is required'] })
  .add(problemDetails.shape.type, { description: 'Names the kind of problem, one for each `code`.' })
  .add(problemDetails.shape.title, { description: 'The same for every problem of that `code`.' })
  .add(problemDetails.shape.status, { description: 'The HTTP status of the answer.' })
  .add(problemDetails.shape.detail, { description: 'What to do about it, for people.' })
  .add(problemDetails.shape.requestId, {
    description: 'The `x-request-id` of the answer. Quote it when you ask for help.',
    examples: [REQUEST_ID],
  })
  .add(problemDetails.shape.errors, {
    description: 'Each broken rule of a request that is `invalid-request`.',
  });

/** The reference to a schema of {@link componentSchemas}. */
export function schemaReference(id: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${id}` };
}

/** The zod schemas as JSON Schema, by name. Objects are open where the zod schema is: answers may gain members. */
export function componentSchemas(): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(wordings, {
    target: 'draft-2020-12',
    io: 'input',
    metadata: wordings,
    uri: (id) => schemaReference(id).$ref,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}
