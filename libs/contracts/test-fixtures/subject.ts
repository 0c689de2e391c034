import type { NoteRepositorySubject } from '../src/index.ts';
import type { SimpleNoteRepository } from './simple-note-repository.ts';

/** A simple repository, or a broken one made of it, with every capability. */
export function subjectOf(repository: SimpleNoteRepository): NoteRepositorySubject {
  return {
    repository,
    outage: {
      begin() {
        repository.outage = new Error('The cable is out.');
      },
      end() {
        repository.outage = undefined;
      },
    },
    damage: {
      kinds: ['no text'],
      plant(owner, id) {
        repository.plant(owner, id);
      },
    },
  };
}
