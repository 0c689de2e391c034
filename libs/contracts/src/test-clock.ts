import type { Clock } from '@notes/domain';

/** A clock that a test moves by hand. Whole milliseconds since the Unix epoch, by default those of some day in 2027. */
export class TestClock implements Clock {
  #now: number;

  constructor(now = 1_800_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
