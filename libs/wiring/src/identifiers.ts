import type {
  Clock,
  CreateNote,
  DeleteNote,
  GetNote,
  ListNotes,
  NoteRepository,
  ReplaceNote,
  RevisionSource,
  TokenValidator,
} from '@notes/domain';
import type { ServiceIdentifier } from 'inversify';

// Each identifier carries the type of its service, so that binding or injecting another one does not compile.
export const NOTE_REPOSITORY: ServiceIdentifier<NoteRepository> = Symbol.for('NoteRepository');
export const TOKEN_VALIDATOR: ServiceIdentifier<TokenValidator> = Symbol.for('TokenValidator');
export const CLOCK: ServiceIdentifier<Clock> = Symbol.for('Clock');
export const REVISION_SOURCE: ServiceIdentifier<RevisionSource> = Symbol.for('RevisionSource');

export const CREATE_NOTE: ServiceIdentifier<CreateNote> = Symbol.for('CreateNote');
export const GET_NOTE: ServiceIdentifier<GetNote> = Symbol.for('GetNote');
export const LIST_NOTES: ServiceIdentifier<ListNotes> = Symbol.for('ListNotes');
export const REPLACE_NOTE: ServiceIdentifier<ReplaceNote> = Symbol.for('ReplaceNote');
export const DELETE_NOTE: ServiceIdentifier<DeleteNote> = Symbol.for('DeleteNote');
