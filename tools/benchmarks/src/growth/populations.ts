import { hash } from 'node:crypto';
import { type Note, type UserId, noteId, revision, userId } from '@notes/domain';

/** What a store holds before the first request. */
export interface Population {
  readonly name: string;
  /** What grows, and how far. */
  readonly axis: 'notes' | 'users';
  readonly size: number;
  readonly caller: UserId;
  notes(): Iterable<Note>;
}

/** While the users grow. */
const NOTES_OF_CALLER = 100;
const NOTES_OF_OTHERS = 5;
const TEXT = 'A note of some length, as people write them between two meetings. '.repeat(3);

/** One user with that many notes. */
export function oneUser(size: number): Population {
  const caller = user(0);
  return {
    name: `notes-${size}`,
    axis: 'notes',
    size,
    caller,
    notes: () => notesOf(caller, size),
  };
}

/** The caller with a hundred notes among that many users, the caller included, who have fewer. */
export function manyUsers(size: number): Population {
  const caller = user(0);
  return {
    name: `users-${size}`,
    axis: 'users',
    size,
    caller,
    *notes() {
      for (let index = 0; index < size; index++) {
        yield* notesOf(user(index), index === 0 ? NOTES_OF_CALLER : NOTES_OF_OTHERS);
      }
    },
  };
}

function user(index: number): UserId {
  return userId(scattered('user', index));
}

function* notesOf(owner: UserId, count: number): Iterable<Note> {
  for (let index = 0; index < count; index++) {
    const id = noteId(scattered('note', index));
    const createdAt = Date.UTC(2026, 0, 1) + index;
    const text = `${TEXT}${id}`;
    yield {
      owner,
      id,
      text,
      createdAt,
      updatedAt: createdAt,
      version: 1,
      revision: revision(`seed-${index}`),
    };
  }
}

/** Ids that come in no order, the same in every run. */
function scattered(kind: string, index: number): string {
  return `${kind}-${hash('sha256', `${kind} ${index}`, 'base64url').slice(0, 16)}`;
}
