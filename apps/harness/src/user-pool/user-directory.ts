import type { PasswordVerifier } from './srp.ts';

/** A user of the pool. */
export interface User {
  /** Both the `sub` and the username: a UUID that is never given to anybody else. */
  readonly id: string;
  /** As it was typed at sign-up; found in any case. Counts as verified once the user is confirmed. */
  readonly email: string;
  readonly groups: readonly string[];
  /** Standard attributes other than `sub`, `email` and `email_verified`. */
  readonly attributes: ReadonlyMap<string, string>;
  confirmed: boolean;
  password: PasswordVerifier;
}

/** The users of the pool by id and by email address. */
export class UserDirectory {
  readonly #byId = new Map<string, User>();
  readonly #byEmail = new Map<string, User>();

  get size(): number {
    return this.#byId.size;
  }

  /** By id or by email address, the latter in any case. */
  find(username: string): User | undefined {
    return this.#byId.get(username) ?? this.#byEmail.get(username.toLowerCase());
  }

  add(user: User): void {
    this.#byId.set(user.id, user);
    this.#byEmail.set(user.email.toLowerCase(), user);
  }

  remove(user: User): void {
    this.#byId.delete(user.id);
    this.#byEmail.delete(user.email.toLowerCase());
  }
}
