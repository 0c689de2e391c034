import { type KeyObject, verify as verifySignature } from 'node:crypto';
import { type Sample, type Trial, asReceived } from './tokens.ts';
import { type Answer, type Verifier, isAnswerFor } from './verifiers.ts';

/** Microseconds a token, verified one after the other. @throws Error for a wrong answer. */
export async function timeVerifier(
  verifier: Verifier,
  samples: readonly Sample[],
  passes = 1,
): Promise<number> {
  const answers: Answer[] = [];
  const received = asReceived(samples);
  const start = performance.now();
  for (let pass = 0; pass < passes; pass++) {
    if (verifier.isAsync) for (const { token } of received) answers.push(await verifier.verify(token));
    else for (const { token } of received) answers.push(verifier.verify(token));
  }
  const microseconds = (performance.now() - start) * 1000;
  for (const [index, sample] of samples.entries()) {
    if (!isAnswerFor(sample, answers[index]) || !isAnswerFor(sample, answers.at(index - samples.length))) {
      throw new Error(`${verifier.name} gives a wrong answer.`);
    }
  }
  return microseconds / answers.length;
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
export function timeRaw(key: KeyObject, signed: readonly SignedBytes[], passes = 1): number {
  let good = 0;
  const start = performance.now();
  for (let pass = 0; pass < passes; pass++) {
    for (const { input, signature } of signed) {
      if (verifySignature('RSA-SHA256', input, key, signature)) good++;
    }
  }
  const microseconds = (performance.now() - start) * 1000;
  if (good !== signed.length * passes) throw new Error('crypto.verify gives a wrong answer.');
  return microseconds / good;
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
