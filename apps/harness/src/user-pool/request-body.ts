import type { IncomingMessage } from 'node:http';
import { CognitoError } from './errors.ts';

const MAX_BODY_BYTES = 131_072;

/**
 * The body of a request as text.
 *
 * @throws CognitoError RequestEntityTooLargeException above 128 KiB, SerializationException when it is not UTF-8 or breaks off.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(request));
  } catch (error) {
    throw error instanceof CognitoError
      ? error
      : new CognitoError('SerializationException', 'The request is incomplete or not valid UTF-8.');
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new CognitoError('RequestEntityTooLargeException', 'The request is too large.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
