/** Tells the time. */
export interface Clock {
  /** Whole milliseconds since the Unix epoch, UTC. */
  now(): number;
}
