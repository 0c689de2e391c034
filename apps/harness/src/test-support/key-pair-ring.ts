import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPairSource, RsaKeyPair } from '@notes/adapter-in-memory';

/** More than a test has in use at once. */
const SIZE = 12;

const generate = promisify(generateKeyPair);
const made: Promise<RsaKeyPair>[] = [];
let calls = 0;

/** A few pairs in turn, each made when it is first needed: fresh ones cost more than all that a test does besides. */
export const keyPairRing: KeyPairSource = () =>
  (made[calls++ % SIZE] ??= generate('rsa', { modulusLength: 2048 }));
