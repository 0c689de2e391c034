import type { IncomingMessage } from 'node:http';
import { CognitoError } from './errors.ts';

const MAX_BODY_BYTES = 131_072;

/**
 * The body of a request as text.
 *
 * @throws CognitoError RequestEntityTooLargeException above 128 KiB, SerializationException when it is not UTF-8.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new CognitoError('RequestEntityTooLargeException', 'The request is too large.');
    }
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new CognitoError('SerializationException', 'The request is not valid UTF-8.');
  }
}
