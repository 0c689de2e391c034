import {
  type NoteId,
  NoteError,
  type NoteRepository,
  type Revision,
  type UserId,
  noteId,
  revision,
  userId,
} from '@notes/domain';
import * as fc from 'fast-check';
import { Model, type NoteCall, type NoteState, type Outcome } from './model.ts';

/** A repository under faults, as a history uses it. */
export interface Subject<Fault> {
  readonly repository: NoteRepository;
  /** The faults of the next call, one for each attempt; none after them. */
  plan(faults: readonly Fault[]): void;
  /** Whether these faults may make a call `unavailable`: where not, it must be answered. */
  mayFail(faults: readonly Fault[]): boolean;
}

/** One history: a subject, whose owners no other history has met, and what was asked of it so far. */
export class History<Fault> {
  readonly model = new Model();
  readonly owners: readonly [UserId, UserId];
  readonly subject: Subject<Fault>;
  readonly calls: NoteCall[] = [];
  readonly #seen = new Map<string, Revision[]>();
  #writes = 0;

  constructor(subject: Subject<Fault>, number: number) {
    this.subject = subject;
    this.owners = [userId(`owner-${number}-a`), userId(`owner-${number}-b`)];
  }

  /** A revision that no other write of this history has. */
  freshRevision(owner: UserId, id: NoteId): Revision {
    const fresh = revision(`r-${++this.#writes}`);
    this.#seen.set(`${owner}/${id}`, [...this.seen(owner, id), fresh]);
    return fresh;
  }

  /** Every revision that was to be written to that note, the oldest first. */
  seen(owner: UserId, id: NoteId): readonly Revision[] {
    return this.#seen.get(`${owner}/${id}`) ?? [];
  }

  /** Makes a call under faults and holds its end against the model. */
  async perform(call: NoteCall, faults: readonly Fault[] = []): Promise<void> {
    this.calls.push(call);
    this.subject.plan(faults);
    const outcome = await this.#outcome(call);
    if ('code' in outcome && outcome.code === 'unavailable' && !this.subject.mayFail(faults)) {
      throw new Error(`${call.kind} is unavailable after ${JSON.stringify(faults)}`);
    }
    this.model.observe(call, outcome);
  }

  /** Both ways to read must show, of both owners, one of the states that each note may be in, and no other note. */
  async settle(): Promise<void> {
    for (const owner of this.owners) {
      for (const id of noteIds) await this.perform({ kind: 'get', owner, id });
      await this.list(owner, 'asc', 1);
    }
  }

  /** Reads all pages of an owner, under faults, and holds them against the model. */
  async list(
    owner: UserId,
    order: 'asc' | 'desc',
    limit: number,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const listed = new Map<NoteId, NoteState>();
    let after: NoteId | undefined;
    this.subject.plan(faults);
    do {
      const request = { limit, order, ...(after !== undefined && { after }) };
      const page = await this.subject.repository.list(owner, request).catch((error: unknown) => {
        if (codeOf(error) === 'unavailable' && this.subject.mayFail(faults)) return undefined;
        throw error;
      });
      if (!page) return;
      for (const note of page.notes) listed.set(note.id, { note });
      after = page.next;
    } while (after !== undefined);
    const sorted = [...listed.keys()].sort();
    if (order === 'desc') sorted.reverse();
    if (sorted.some((id, index) => id !== [...listed.keys()][index]))
      throw new Error('The list is out of order.');
    if (sorted.some((id) => !noteIds.includes(id))) throw new Error('The list has a note that nobody wrote.');
    for (const id of noteIds) {
      this.model.observe({ kind: 'get', owner, id }, { value: listed.get(id)?.note });
    }
  }

  async #outcome(call: NoteCall): Promise<Outcome> {
    try {
      return { value: await send(this.subject.repository, call) };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      return { code };
    }
  }
}

function codeOf(error: unknown): NoteError['code'] | undefined {
  return error instanceof NoteError ? error.code : undefined;
}

function send(repository: NoteRepository, call: NoteCall): Promise<unknown> {
  switch (call.kind) {
    case 'create':
      return repository.create(call.owner, call.note);
    case 'get':
      return repository.get(call.owner, call.id);
    case 'replace':
      return repository.replace(call.owner, call.id, call.replacement);
    case 'delete':
      return repository.delete(call.owner, call.id, call.expected);
  }
}

/** Few, so that calls meet. */
const noteIds = ['A', 'a'].map((id) => noteId(id));
const texts = ['x', 'y', '\u{1F4DD}"\\'];

type Perform<Fault> = (history: History<Fault>, faults: readonly Fault[]) => Promise<void>;

/** One step of a history, which prints itself when it is part of a counterexample. */
class Step<Fault> implements fc.AsyncCommand<object, History<Fault>> {
  readonly #name: string;
  readonly #faults: readonly Fault[];
  readonly #perform: Perform<Fault>;

  constructor(name: string, faults: readonly Fault[], perform: Perform<Fault>) {
    this.#name = name;
    this.#faults = faults;
    this.#perform = perform;
  }

  check(): boolean {
    return true;
  }

  run(_: object, history: History<Fault>): Promise<void> {
    return this.#perform(history, this.#faults);
  }

  toString(): string {
    return `${this.#name}${this.#faults.length > 0 ? ` under ${this.#faults.join(', ')}` : ''}`;
  }
}

/** The steps of histories: two owners with the same note ids, and what a client does that retries. */
export function steps<Fault>(
  faults: fc.Arbitrary<readonly Fault[]>,
): fc.Arbitrary<fc.AsyncCommand<object, History<Fault>>>[] {
  const owner = fc.constantFrom<0 | 1>(0, 1);
  const id = fc.constantFrom(...noteIds);
  const text = fc.constantFrom(...texts);
  /** Counted from the newest revision; `*` is any state, `-` none that ever was. */
  const expected = fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.constant('-' as const) },
    { weight: 4, arbitrary: fc.constant('*' as const) },
  );
  const revisionOf = (history: History<Fault>, by: UserId, of: NoteId, which: number | '-'): Revision =>
    (which === '-' ? undefined : history.seen(by, of).at(-1 - which)) ?? revision('never');

  return [
    fc.tuple(owner, id, text, faults).map(
      ([who, of, what, under]) =>
        new Step<Fault>(`owner ${who} creates ${of} with ${what}`, under, async (history, planned) => {
          const by = history.owners[who];
          const note = {
            id: of,
            text: what,
            createdAt: history.calls.length,
            revision: history.freshRevision(by, of),
          };
          await history.perform({ kind: 'create', owner: by, note }, planned);
        }),
    ),
    fc.tuple(owner, id, text, expected, faults).map(
      ([who, of, what, which, under]) =>
        new Step<Fault>(
          `owner ${who} replaces ${which} of ${of} with ${what}`,
          under,
          async (history, planned) => {
            const by = history.owners[who];
            const state = which === '*' ? which : revisionOf(history, by, of, which);
            const replacement = {
              text: what,
              updatedAt: history.calls.length,
              expected: state,
              revision: history.freshRevision(by, of),
            };
            await history.perform({ kind: 'replace', owner: by, id: of, replacement }, planned);
          },
        ),
    ),
    fc.tuple(owner, id, expected, faults).map(
      ([who, of, which, under]) =>
        new Step<Fault>(`owner ${who} deletes ${which} of ${of}`, under, async (history, planned) => {
          const by = history.owners[who];
          const state = which === '*' ? {} : { expected: revisionOf(history, by, of, which) };
          await history.perform({ kind: 'delete', owner: by, id: of, ...state }, planned);
        }),
    ),
    faults.map(
      (under) =>
        new Step<Fault>('the same call again', under, async (history, planned) => {
          const last = history.calls.at(-1);
          if (last) await history.perform(last, planned);
        }),
    ),
    faults.map(
      (under) =>
        new Step<Fault>('the client tries again', under, async (history, planned) => {
          const last = history.calls.at(-1);
          if (last) await history.perform(retried(history, last), planned);
        }),
    ),
    fc
      .tuple(owner, id, faults)
      .map(
        ([who, of, under]) =>
          new Step<Fault>(`owner ${who} reads ${of}`, under, (history, planned) =>
            history.perform({ kind: 'get', owner: history.owners[who], id: of }, planned),
          ),
      ),
    fc
      .tuple(owner, fc.constantFrom('asc' as const, 'desc' as const), fc.integer({ min: 1, max: 3 }), faults)
      .map(
        ([who, order, limit, under]) =>
          new Step<Fault>(`owner ${who} lists, ${order}, by ${limit}`, under, (history, planned) =>
            history.list(history.owners[who], order, limit, planned),
          ),
      ),
  ];
}

/** A client that asks once more gets a new revision and a later time; the rest is as before. */
function retried<Fault>(history: History<Fault>, call: NoteCall): NoteCall {
  const time = history.calls.length;
  if (call.kind === 'create') {
    const revision = history.freshRevision(call.owner, call.note.id);
    return { ...call, note: { ...call.note, createdAt: time, revision } };
  }
  if (call.kind === 'replace') {
    const revision = history.freshRevision(call.owner, call.id);
    return { ...call, replacement: { ...call.replacement, updatedAt: time, revision } };
  }
  return call;
}
