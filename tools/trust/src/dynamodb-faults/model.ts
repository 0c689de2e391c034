import { isDeepStrictEqual } from 'node:util';
import type { NewNote, Note, NoteErrorCode, NoteId, Replacement, Revision, UserId } from '@notes/domain';

/** What the port says of one note of one owner: there is none, or there is this one. */
export type NoteState = { readonly note: Note; readonly predecessor?: Revision } | undefined;

/** A call about one note. */
export type NoteCall =
  | { readonly kind: 'create'; readonly owner: UserId; readonly note: NewNote }
  | { readonly kind: 'get'; readonly owner: UserId; readonly id: NoteId }
  | {
      readonly kind: 'replace';
      readonly owner: UserId;
      readonly id: NoteId;
      readonly replacement: Replacement;
    }
  | { readonly kind: 'delete'; readonly owner: UserId; readonly id: NoteId; readonly expected?: Revision };

/** How a call ended. */
export type Outcome = { readonly value: unknown } | { readonly code: NoteErrorCode };

interface Step {
  readonly outcome: Outcome;
  readonly next: NoteState;
}

const idOf = (call: NoteCall): NoteId => (call.kind === 'create' ? call.note.id : call.id);

/** What the port's doc comments make of a call on a note in that state. */
function step(state: NoteState, call: NoteCall): Step {
  const refused = (code: NoteErrorCode): Step => ({ outcome: { code }, next: state });
  const unchanged = (value: unknown): Step => ({ outcome: { value }, next: state });
  switch (call.kind) {
    case 'get':
      return unchanged(state?.note);
    case 'create': {
      const { createdAt, ...rest } = call.note;
      if (state) return state.note.text === rest.text ? unchanged(state.note) : refused('note-exists');
      const note: Note = { owner: call.owner, ...rest, createdAt, updatedAt: createdAt, version: 1 };
      return { outcome: { value: note }, next: { note } };
    }
    case 'delete': {
      const other = state && call.expected !== undefined && state.note.revision !== call.expected;
      return other ? refused('version-mismatch') : { outcome: { value: undefined }, next: undefined };
    }
    case 'replace': {
      if (!state) return refused('note-not-found');
      const { expected, ...written } = call.replacement;
      const isReplay =
        state.note.revision === written.revision ||
        (state.note.text === written.text && state.predecessor === expected);
      if (isReplay) return unchanged(state.note);
      if (expected !== '*' && expected !== state.note.revision) return refused('version-mismatch');
      const note = { ...state.note, ...written, version: state.note.version + 1 };
      return { outcome: { value: note }, next: { note, predecessor: state.note.revision } };
    }
  }
}

/**
 * What a repository may hold, as a plain map. A call that failed with `unavailable` may or may not have happened, so a note can be in one of
 * several states until an answer tells which.
 */
export class Model {
  readonly #states = new Map<string, readonly NoteState[]>();

  /** Takes notice of a call and how it ended. @throws Error when no state that the note may be in explains that. */
  observe(call: NoteCall, outcome: Outcome): void {
    const states = this.possible(call.owner, idOf(call));
    const steps = states.map((state) => step(state, call));
    if ('code' in outcome && outcome.code === 'unavailable') {
      this.#keep(call, [...states, ...steps.map(({ next }) => next)]);
      return;
    }
    const explained = steps.filter((each) => isDeepStrictEqual(each.outcome, outcome));
    if (explained.length === 0) {
      const expected = steps.map((each) => JSON.stringify(each.outcome)).join(' or ');
      throw new Error(`${call.kind} ended with ${JSON.stringify(outcome)}, but should have with ${expected}`);
    }
    this.#keep(
      call,
      explained.map(({ next }) => next),
    );
  }

  /** The states that the note may be in. */
  possible(owner: UserId, id: NoteId): readonly NoteState[] {
    return this.#states.get(`${owner}/${id}`) ?? [undefined];
  }

  #keep(call: NoteCall, states: readonly NoteState[]): void {
    const different = states.filter(
      (state, index) => states.findIndex((other) => isDeepStrictEqual(state, other)) === index,
    );
    this.#states.set(`${call.owner}/${idOf(call)}`, different);
  }
}
