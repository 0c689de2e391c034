import type { Clock } from '@notes/domain';

/** A Clock that stands still until it is told otherwise. Times are whole milliseconds since the Unix epoch, UTC. */
export class ManualClock implements Clock {
  #now: number;

  /** @param now default 2026-01-01T00:00:00.000Z. */
  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Sets the time, which may be earlier. */
  set(now: number): void {
    this.#now = now;
  }

  /** Moves the time on by some milliseconds. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
