import type { Clock, CreateNote, DeleteNote, GetNote, ListNotes, ReplaceNote } from '@notes/domain';
import type { Log } from './log.ts';

export interface NotesHandlerOptions {
  readonly createNote: CreateNote;
  readonly getNote: GetNote;
  readonly listNotes: ListNotes;
  readonly replaceNote: ReplaceNote;
  readonly deleteNote: DeleteNote;
  readonly clock: Clock;
  /** The only table that an unproxied event may name. */
  readonly tableName: string;
  /** Exact origins whose scripts may read answers. */
  readonly allowedOrigins: readonly string[];
  /** Default: `console`. */
  readonly log?: Log;
}
