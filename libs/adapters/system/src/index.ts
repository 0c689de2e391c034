export { randomRevisionSource } from './random-revision-source.ts';
export { systemClock } from './system-clock.ts';
