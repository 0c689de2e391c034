import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** What a fetch may cost. */
export interface FetchLimits {
  /** Milliseconds for the whole of it, from the look-up of the name to the last byte. */
  readonly timeoutMs: number;
  /** Most bytes of a body. */
  readonly maxBytes: number;
}

/**
 * Gets the text of a published key set. Must reject, within the time-out, whenever it does not have the whole text of a good answer, and
 * must follow no redirect.
 */
export type FetchJwks = (url: string, limits: FetchLimits) => Promise<string>;

/**
 * Gets a key set over HTTPS (or HTTP, which the validator allows for loopback only). Takes only the status 200 with JSON that is not
 * compressed. Loads Node's HTTP client when it is first needed: most cold starts never do.
 */
export const fetchJwks: FetchJwks = async (url, { timeoutMs, maxBytes }) => {
  // Not `import()`: that runs all getters of the module for its named exports and so loads undici, too.
  const { request } = url.startsWith('https:')
    ? process.getBuiltinModule('node:https')
    : process.getBuiltinModule('node:http');
  // No agent: a connection kept alive is dead when a frozen process goes on.
  const sent = request(url, { agent: false, headers: { accept: 'application/json' } });
  let response: IncomingMessage | undefined;
  const timer = setTimeout(() => {
    (response ?? sent).destroy(new Error(`No complete answer within ${timeoutMs} ms.`));
  }, timeoutMs);
  try {
    response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve).on('error', reject).end();
    });
    checkHead(response);
    return await readBody(response, maxBytes);
  } finally {
    clearTimeout(timer);
    sent.destroy();
  }
};

function checkHead({ statusCode, headers }: IncomingMessage): void {
  if (statusCode !== 200) throw new Error(`The answer has the status ${statusCode}.`);
  const { 'content-type': type = 'none', 'content-encoding': encoding = 'identity' } = headers;
  // Media types of JSON: RFC 8259, section 11 and RFC 6839, section 3.1.
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) throw new Error('The answer is not JSON.');
  if (encoding.toLowerCase() !== 'identity') throw new Error('The answer is compressed.');
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (!isUtf8(body)) throw new Error('The answer is not UTF-8.');
  return body.toString();
}
