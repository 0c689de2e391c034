import type { Clock } from '@notes/domain';

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };
