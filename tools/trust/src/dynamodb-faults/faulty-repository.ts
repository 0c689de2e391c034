import { NoteError, type NoteRepository } from '@notes/domain';

/** What becomes of one attempt: it never arrives, or it is carried out and its answer never arrives. */
export type AttemptFault = 'answer lost' | 'lost';

/** A repository behind a bad line: attempts are lost as planned, and each call is tried again with the same arguments. */
export class FaultyRepository implements NoteRepository {
  readonly #inner: NoteRepository;
  readonly #attempts: number;
  #faults: AttemptFault[] = [];

  constructor(inner: NoteRepository, attempts: number) {
    this.#inner = inner;
    this.#attempts = attempts;
  }

  /** The faults of the next attempts, one each. */
  plan(faults: readonly AttemptFault[]): void {
    this.#faults = [...faults];
  }

  readonly create: NoteRepository['create'] = (...args) => this.#try(() => this.#inner.create(...args));
  readonly get: NoteRepository['get'] = (...args) => this.#try(() => this.#inner.get(...args));
  readonly list: NoteRepository['list'] = (...args) => this.#try(() => this.#inner.list(...args));
  readonly replace: NoteRepository['replace'] = (...args) => this.#try(() => this.#inner.replace(...args));
  readonly delete: NoteRepository['delete'] = (...args) => this.#try(() => this.#inner.delete(...args));

  async #try<Result>(call: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; attempt <= this.#attempts; attempt++) {
      const fault = this.#faults.shift();
      if (fault === undefined) return call();
      // Whether it was carried out or refused, nobody gets to know.
      if (fault === 'answer lost') await call().catch(() => undefined);
    }
    throw new NoteError('unavailable', 'Every attempt was lost.');
  }
}
