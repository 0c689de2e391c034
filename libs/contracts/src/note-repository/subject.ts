import type { NewNote, NoteId, NoteRepository, UserId } from '@notes/domain';
import type { Closable } from '../bridge.ts';
import type { ContractCase } from '../contract.ts';

/**
 * What an adapter may be able to show beyond the port. Each adds cases; none takes a case away.
 *
 * - `outage`: the subject can make its store unreachable or throttled, and bring it back.
 * - `damage`: the subject can put something into its store that is no note of ours.
 */
export type NoteRepositoryCapability = 'outage' | 'damage';

export interface Outage {
  /** From here until `end`, the store answers no call. */
  readonly begin: () => Promise<void> | void;
  /** The store answers again and holds what it held before. */
  readonly end: () => Promise<void> | void;
}

export interface Damage {
  /** Names of the ways in which a stored note of this adapter can be damaged, and that no replace mends; at least one. */
  readonly kinds: readonly string[];
  /** Puts a damaged note where the adapter looks for the owner's note of that id. */
  plant(owner: UserId, id: NoteId, kind: string): Promise<void> | void;
}

/** A repository on an empty store of its own, with what the declared capabilities need. */
export interface NoteRepositorySubject extends Closable {
  readonly repository: NoteRepository;
  /**
   * Stores notes of different ids exactly as `create` would. Optional: for stores that take a thousand notes at once faster than one by
   * one.
   */
  createMany?(owner: UserId, notes: readonly NewNote[]): Promise<void>;
  /** Required by the capability `outage`. */
  readonly outage?: Outage;
  /** Required by the capability `damage`. */
  readonly damage?: Damage;
}

export type NoteRepositoryCase = ContractCase<NoteRepositorySubject, NoteRepositoryCapability>;
