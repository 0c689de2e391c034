import { type KeyObject, verify as verifySignature } from 'node:crypto';
import { type Sample, type Trial, asReceived } from './tokens.ts';
import { type Answer, type Verifier, isAnswerFor } from './verifiers.ts';

interface Timed<Answer> {
  readonly answers: readonly Answer[];
  /** A call. */
  readonly microseconds: number;
}

/**
 * Calls one after the other, and times the second half. The process has slept while others had their turns, and what it left in the
 * processor's caches is gone: the first half brings that back.
 */
export async function timeCalls<Input, Answer>(
  inputs: readonly Input[],
  call: (input: Input) => Answer | Promise<Answer>,
  isAsync = true,
): Promise<Timed<Answer>> {
  const answers: Answer[] = [];
  const run = async (some: readonly Input[]) => {
    if (isAsync) for (const input of some) answers.push(await call(input));
    else for (const input of some) answers.push(call(input) as Answer);
  };
  const half = inputs.length >> 1;
  await run(inputs.slice(0, half));
  const second = inputs.slice(half);
  const start = performance.now();
  await run(second);
  return { answers, microseconds: ((performance.now() - start) * 1000) / second.length };
}

/** Microseconds a token, verified one after the other. @throws Error for a wrong answer. */
export async function timeVerifier(
  { name, isAsync, verify }: Verifier,
  samples: readonly Sample[],
  passes = 1,
): Promise<number> {
  const tokens = asReceived(samples).map(({ token }) => token);
  const inputs = Array.from({ length: passes }, () => tokens).flat();
  const { answers, microseconds } = await timeCalls<string, Answer>(inputs, verify, isAsync);
  for (const [index, answer] of answers.entries()) {
    const sample = samples[index % samples.length];
    if (!sample || !isAnswerFor(sample, answer)) throw new Error(`${name} gives a wrong answer.`);
  }
  return microseconds;
}

/** What `crypto.verify` alone is given: everything is decoded and imported beforehand. */
export interface SignedBytes {
  readonly input: Buffer;
  readonly signature: Buffer;
}

export function signedBytes({ token }: Pick<Sample, 'token'>): SignedBytes {
  const end = token.lastIndexOf('.');
  return {
    input: Buffer.from(token.slice(0, end)),
    signature: Buffer.from(token.slice(end + 1), 'base64url'),
  };
}

/** Microseconds that `crypto.verify` alone takes. @throws Error for a wrong answer. */
export async function timeRaw(key: KeyObject, signed: readonly SignedBytes[], passes = 1): Promise<number> {
  const inputs = Array.from({ length: passes }, () => signed).flat();
  const { answers, microseconds } = await timeCalls(
    inputs,
    ({ input, signature }) => verifySignature('RSA-SHA256', input, key, signature),
    false,
  );
  if (!answers.every(Boolean)) throw new Error('crypto.verify gives a wrong answer.');
  return microseconds;
}

/** @throws Error when the verifier lets an altered or an expired token pass. */
export async function expectRefusals(verifier: Verifier, { good, bad: badTokens }: Trial): Promise<void> {
  await timeVerifier(verifier, good);
  for (const bad of badTokens) {
    const isRefused = await Promise.resolve()
      .then(() => verifier.verify(bad))
      .then(
        () => false,
        () => true,
      );
    if (!isRefused) throw new Error(`${verifier.name} lets a bad token pass.`);
  }
}
