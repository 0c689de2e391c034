import type { Outcome, Task } from './apart.ts';
import {
  ourAuthorizer,
  smallestAuthorizer,
  timeAuthorizer,
  expectDecisions,
  OUR_HANDLER,
} from './authorizers.ts';
import { RAW } from './comparison.ts';
import { expectRefusals, signedBytes, timeRaw, timeVerifier } from './timing.ts';
import type { Sample } from './tokens.ts';
import { everyVerifier, publicKeyOf, rememberingVerifier } from './verifiers.ts';

/** Microseconds a token. Rejects for a wrong answer. */
type Measure = (samples: readonly Sample[]) => number | Promise<number>;

let measure: Measure | undefined;

process.on('message', (message: Task | readonly Sample[]) => {
  respond(message).then(
    (microseconds) => answer({ microseconds }),
    (error: unknown) => answer({ failure: error instanceof Error ? error.message : String(error) }),
  );
});

function answer(outcome: Outcome): void {
  process.send?.(outcome);
}

async function respond(message: Task | readonly Sample[]): Promise<number> {
  if ('name' in message) {
    measure = await prepare(message);
    return measure(message.warmUp);
  }
  if (!measure) throw new Error('There is nothing to measure yet.');
  return measure(message);
}

async function prepare({ work, name, published, trial, passes }: Task): Promise<Measure> {
  if (name === RAW) {
    const key = publicKeyOf(published);
    return (samples) => timeRaw(key, samples.map(signedBytes), passes);
  }
  if (work === 'authorize' && name === OUR_HANDLER) {
    const ours = ourAuthorizer(published);
    await expectDecisions(ours, trial);
    return (samples) => timeAuthorizer(ours, samples);
  }
  const verifier = [...everyVerifier(published), rememberingVerifier(published)].find(
    (each) => each.name === name,
  );
  if (!verifier) throw new Error(`There is no contender "${name}".`);
  await expectRefusals(verifier, trial);
  if (work === 'verify') return (samples) => timeVerifier(verifier, samples, passes);
  const smallest = smallestAuthorizer(verifier);
  await expectDecisions(smallest, trial);
  return (samples) => timeAuthorizer(smallest, samples);
}
