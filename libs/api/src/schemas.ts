import { NOTE_ID_PATTERN } from '@notes/domain';
import * as z from 'zod/mini';

const noteid = z.string().check(z.regex(new RegExp(NOTE_ID_PATTERN)));
// Length is limited in bytes, which JSON Schema cannot say: the domain does, and answers 413 rather than 400.
const note = z.string().check(z.minLength(1));

/** The body of `POST /notes`; S5's model is made from it. */
export const createNoteBody = z.strictObject({ noteid, note });

/** The body of `PUT /notes/{noteid}`. */
export const replaceNoteBody = z.strictObject({ note });

/** The query of `GET /notes`. Values are strings, as they arrive. */
export const listNotesQuery = z.strictObject({
  limit: z.optional(z.string().check(z.regex(/^(?:[1-9][0-9]?|100)$/))),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  order: z.optional(z.enum(['asc', 'desc'])),
});

const timestamp = z.iso.datetime({ precision: 3 });

/** A note on the wire. Times are RFC 3339 in UTC with milliseconds. */
export const wireNote = z.object({
  noteid,
  note,
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.int().check(z.minimum(1)),
});

export type WireNote = z.infer<typeof wireNote>;

/** The body of a 201. */
export const createdNote = z.extend(wireNote, { message: z.literal('Note created') });

/** The body of `GET /notes`. */
export const notePage = z.object({ notes: z.array(wireNote), nextCursor: z.optional(z.string()) });
