export { NoteError, TokenError } from './errors.ts';
export type { NoteErrorCode, NoteErrorOptions, TokenRefusalReason, Violation } from './errors.ts';
export {
  MAX_NOTE_BYTES,
  NOTE_ID_PATTERN,
  noteId,
  noteText,
  revision,
  userId,
  utf8Length,
} from './note/note.ts';
export type { Branded, Note, NoteId, Revision, UserId } from './note/note.ts';
export type { Clock } from './ports/clock.ts';
export type { NewNote, NotePage, NoteRepository, PageRequest, Replacement } from './ports/note-repository.ts';
export type { RevisionSource } from './ports/revision-source.ts';
export type { TokenValidator, VerifiedToken } from './ports/token-validator.ts';
export { createNote } from './use-cases/create-note.ts';
export type { CreateNote } from './use-cases/create-note.ts';
export { deleteNote } from './use-cases/delete-note.ts';
export type { DeleteNote, DeleteNoteInput } from './use-cases/delete-note.ts';
export { getNote } from './use-cases/get-note.ts';
export type { GetNote } from './use-cases/get-note.ts';
export { DEFAULT_PAGE_LIMIT, MAX_PAGE_LIMIT, listNotes } from './use-cases/list-notes.ts';
export type { ListNotes, ListNotesInput } from './use-cases/list-notes.ts';
export { replaceNote } from './use-cases/replace-note.ts';
export type { ReplaceNote, ReplaceNoteInput } from './use-cases/replace-note.ts';
