export { openNotesDatabase } from './notes-database.ts';
export { SqliteNoteRepository } from './sqlite-note-repository.ts';
