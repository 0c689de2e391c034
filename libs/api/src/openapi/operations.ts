import type { Operation } from '../rest-api.ts';
import { CURSOR, NOTE, REPLACED_NOTE } from './examples.ts';
import type { Example } from './types.ts';

/** What is said of an operation besides what follows from its route. */
export interface OperationWording {
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  readonly request?: Payload;
  readonly success: Payload | { readonly description: string; readonly schema?: undefined };
  /** What a 304 means; the status is there because of it. */
  readonly notModified?: string;
}

interface Payload {
  readonly description: string;
  /** The name of a component. */
  readonly schema: string;
  readonly examples: Readonly<Record<string, Example>>;
}

export const TAGS = {
  notes: 'The notes of the caller. Nobody sees the notes of anybody else: to others they are not there.',
  cors: 'What browsers ask by themselves before a script of another origin may call.',
} as const;

type Tag = keyof typeof TAGS;

export const OPERATIONS: Readonly<Record<Exclude<Operation, 'preflight'>, OperationWording>> = {
  create: {
    operationId: 'createNote',
    tag: 'notes',
    summary: 'Create a note',
    description:
      'The client chooses the id, so that a retry is safe: the same id with the same text again is the same 201, and nothing is written. The same id with another text is 409.',
    request: {
      description: 'The id and the text. Members that are not known, or are given twice, are refused.',
      schema: 'CreateNoteBody',
      examples: {
        note: { summary: 'A note', value: { noteid: NOTE.noteid, note: NOTE.note } },
        ownId: { summary: 'With a readable id', value: { noteid: 'shopping-list', note: 'Bread\nOlives\n' } },
      },
    },
    success: {
      description: 'The note is stored.',
      schema: 'CreatedNote',
      examples: { note: { summary: 'A new note', value: { message: 'Note created', ...NOTE } } },
    },
  },
  list: {
    operationId: 'listNotes',
    tag: 'notes',
    summary: 'List notes',
    description:
      'One page of the notes in the order of their ids. Ask again with `cursor` set to `nextCursor` until there is none: a page may be short, or empty, before the end. Parameters that are not known, or are given twice, are refused.',
    success: {
      description: 'A page of notes.',
      schema: 'NotePage',
      examples: {
        page: { summary: 'A page with more to come', value: { notes: [NOTE], nextCursor: CURSOR } },
        lastPage: { summary: 'The last page', value: { notes: [REPLACED_NOTE] } },
        empty: { summary: 'No notes', value: { notes: [] } },
      },
    },
  },
  read: {
    operationId: 'getNote',
    tag: 'notes',
    summary: 'Read a note',
    description: 'With `If-None-Match` the text travels only when it is not the one that you have.',
    success: {
      description: 'The note.',
      schema: 'Note',
      examples: { note: { summary: 'A note', value: NOTE } },
    },
    notModified: 'The note is still in the state that `If-None-Match` names. No body.',
  },
  update: {
    operationId: 'replaceNote',
    tag: 'notes',
    summary: 'Replace the text of a note',
    description:
      'Only when the note is still in the state that `If-Match` names, so that nobody overwrites what they have not seen. Sending the same request again after a lost answer is safe: it is a success, not 412.',
    request: {
      description: 'The new text.',
      schema: 'ReplaceNoteBody',
      examples: { note: { summary: 'Another text', value: { note: REPLACED_NOTE.note } } },
    },
    success: {
      description: 'The note in its new state.',
      schema: 'Note',
      examples: { note: { summary: 'The second version', value: REPLACED_NOTE } },
    },
  },
  delete: {
    operationId: 'deleteNote',
    tag: 'notes',
    summary: 'Delete a note',
    description:
      'A note that is not there counts as deleted. With `If-Match` a repeated request never removes a note that was created again since.',
    success: { description: 'The note is gone, whether or not it was there.' },
  },
};

/** The wording of a preflight, which the collection and the single note both have. */
export function preflightWording(path: string): OperationWording {
  const one = path.endsWith('}');
  return {
    operationId: one ? 'preflightNote' : 'preflightNotes',
    tag: 'cors',
    summary: one ? 'Preflight for one note' : 'Preflight for the notes',
    description:
      'Answers the CORS preflight of a browser (Fetch standard). It takes no token. Only the configured origins get the headers that allow anything.',
    success: { description: 'The answer is in the headers.' },
  };
}
