import type { SimpleNoteRepository } from '../simple-note-repository.ts';

/** A repository that is right but for one thing, and the case that must find it. */
export interface Fault {
  readonly fault: string;
  readonly repository: new () => SimpleNoteRepository;
  readonly foundBy: string;
}
