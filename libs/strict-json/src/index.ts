export { StrictJsonError, parseStrictJson } from './strict-json.ts';
export type { StrictJsonProblem } from './strict-json.ts';
