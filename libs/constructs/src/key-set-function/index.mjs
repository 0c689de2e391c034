/* global AbortSignal, Buffer, URL, console, fetch -- what every Node has */
import { setTimeout as sleep } from 'node:timers/promises';

/** A key set is a few hundred bytes a key; whoever sends more than this is not a user pool. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Half of what all environment variables of a function may hold together, and of what a custom resource may answer. */
const MAX_KEY_SET_BYTES = 2048;
const ATTEMPTS = 3;
const TIMEOUT_MILLISECONDS = 5000;

/**
 * Answers a custom resource request with the key set at `ResourceProperties.Url`, or with an empty one when it cannot be had.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
export async function handler(event, _context, wait = sleep) {
  const keySet =
    event.RequestType === 'Delete' ? '' : await keySetOrEmpty(event.ResourceProperties.Url, wait);
  const body = JSON.stringify({
    Status: 'SUCCESS',
    PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    Data: { KeySet: keySet },
  });
  // The URL is signed for a request without a content type.
  const answer = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'Content-Type': '' } });
  if (!answer.ok) throw new Error(`CloudFormation took the answer with status ${answer.status}.`);
}

async function keySetOrEmpty(url, wait) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await fetchKeySet(url);
    } catch (error) {
      console.warn({ message: 'The key set could not be fetched.', attempt, reason: error.message });
      if (attempt < ATTEMPTS) await wait(attempt * 1000);
    }
  }
  return '';
}

async function fetchKeySet(text) {
  const url = new URL(text);
  const loopback = /^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new Error('The URL is neither https nor http on loopback.');
  }
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
  if (!answer.ok) throw new Error(`The issuer answered with status ${answer.status}.`);
  const keys = publicKeys(JSON.parse(await boundedText(answer)));
  if (keys.length === 0) throw new Error('There is no RSA signing key in the answer.');
  const keySet = JSON.stringify({ keys });
  if (Buffer.byteLength(keySet) > MAX_KEY_SET_BYTES) throw new Error('The key set is too large to hand on.');
  return keySet;
}

async function boundedText(answer) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('The answer is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Only what verifies a signature (RFC 7517, section 4, and RFC 7518, section 6.3.1). */
function publicKeys(keySet) {
  const keys = Array.isArray(keySet?.keys) ? keySet.keys : [];
  return keys
    .filter((key) => key?.kty === 'RSA' && typeof key.kid === 'string')
    .map(({ kty, kid, alg, use, n, e }) => ({ kty, kid, alg, use, n, e }));
}
