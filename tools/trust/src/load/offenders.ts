import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

const HEAD = 'POST /notes HTTP/1.1\r\nHost: x\r\n';
const KINDS = {
  idle: '',
  'slow headers': `${HEAD}X-Slow: `,
  'slow bodies': `${HEAD}Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n`,
} as const;

/** Connections that never come to an end: silent ones, and ones that send a byte of a header or a body now and then. */
export class Offenders {
  readonly #sockets: Socket[] = [];
  readonly #ends: Promise<unknown>[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param each how many of each kind */
  async start(url: string, each: number): Promise<void> {
    const { hostname, port } = new URL(url);
    for (const words of Object.values(KINDS)) {
      for (let count = 0; count < each; count++) {
        const socket = connect(Number(port), hostname);
        this.#ends.push(closeOf(socket));
        socket.resume();
        await once(socket, 'connect');
        socket.write(words);
        if (words !== '') this.#sockets.push(socket);
      }
    }
    this.#timer = setInterval(() => {
      for (const socket of this.#sockets) if (socket.writable) socket.write('a');
    }, 500);
    // After a failed test nobody waits for the end.
    this.#timer.unref();
  }

  /** Resolves with their number as soon as the server has closed every one of them. */
  async closed(): Promise<number> {
    await Promise.all(this.#ends);
    clearInterval(this.#timer);
    return this.#ends.length;
  }
}

/** What the server answers to a request that is too large: the status, or that it cut the connection off. */
export async function sendHuge(url: string, what: 'headers' | 'body'): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = closeOf(socket);
  socket.write(
    what === 'headers'
      ? `${HEAD}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`
      : `${HEAD}Content-Length: ${1024 ** 4}\r\n\r\n`,
  );
  await closed;
  return /^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 'cut off';
}

/** Resolves when the connection has come to its end, by a reset as well: `once` would reject for the error before it. */
function closeOf(socket: Socket): Promise<unknown> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', resolve));
}
