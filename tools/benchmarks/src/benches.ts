import type { Bench } from './core/bench.ts';

/** Every bench by its name, in the order of docs/performance.md. Each is loaded when it runs, in a process of its own. */
export const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  'memory-size': async () => (await import('./memory-size/memory-size.ts')).memorySize,
  verify: async () => (await import('./verify/verify.ts')).verify,
  'verify-repeated': async () => (await import('./verify/verify-repeated.ts')).verifyRepeated,
  'authorizer-call': async () => (await import('./verify/authorizer-call.ts')).authorizerCall,
  'authorizer-cold-start': async () =>
    (await import('./cold-start/authorizer-cold-start.ts')).authorizerColdStart,
  'notes-cold-start': async () => (await import('./cold-start/notes-cold-start.ts')).notesColdStart,
  'note-operation': async () => (await import('./note-operation/note-operation.ts')).noteOperation,
  'bundle-size': async () => (await import('./bundle-size/bundle-size.ts')).bundleSize,
  growth: async () => (await import('./growth/growth.ts')).growth,
  'harness-request': async () => (await import('./harness/harness-request.ts')).harnessRequest,
  'developer-loop': async () => (await import('./developer-loop/developer-loop.ts')).developerLoop,
};
