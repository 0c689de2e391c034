import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** By name in small letters; of a name that comes twice, the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends a GET with exactly those header lines, which no HTTP client does: clients check, trim and join. A line is written as UTF-8 and may be
 * anything. Rejects when the connection ends without an answer.
 */
export function rawGet(url: string, lines: readonly string[]): Promise<RawAnswer> {
  const { hostname, port, host, pathname } = new URL(url);
  const head = [`GET ${pathname} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines, '', ''];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    // The answer may come, and the connection end, before everything has been sent.
    const finish = (error?: Error) => {
      const answer = parseAnswer(Buffer.concat(chunks).toString());
      if (answer) resolve(answer);
      else reject(error ?? new Error('The connection ended without an answer.'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', finish);
    socket.on('close', () => finish());
    socket.write(head.join('\r\n'));
  });
}

function parseAnswer(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0);
  if (end === -1 || status === 0) return undefined;
  const fields = text.slice(0, end).split('\r\n').slice(1);
  const headers = fields.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  const body = text.slice(end + 4);
  const isChunked = /^transfer-encoding: *chunked$/im.test(text.slice(0, end));
  return {
    status,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: isChunked ? joinChunks(body) : body,
  };
}

/** RFC 9112, section 7.1, of text in ASCII. */
function joinChunks(text: string): string {
  const end = text.indexOf('\r\n');
  const length = Number.parseInt(text.slice(0, end), 16);
  if (!(length > 0)) return '';
  return text.slice(end + 2, end + 2 + length) + joinChunks(text.slice(end + 4 + length));
}
