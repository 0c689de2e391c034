import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers with a key set, or with any other text, as an issuer does. */
export function answering(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestListener {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(text);
}

/** An issuer's server on loopback that behaves as it is told, for any number of issuers. */
export class KeyServer {
  readonly #server: Server;
  readonly #listeners = new Map<string, RequestListener>();
  readonly #requests = new Map<string, number>();
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.#requests.set(path, (this.#requests.get(path) ?? 0) + 1);
      const listener = this.#listeners.get(path);
      if (listener) listener(request, response);
      else response.writeHead(404).end();
    });
  }

  static async start(): Promise<KeyServer> {
    const keyServer = new KeyServer();
    await keyServer.listen();
    return keyServer;
  }

  /** The issuer of that pool. */
  issuer(pool: string): string {
    return `http://127.0.0.1:${this.#port}/${pool}`;
  }

  /** How the key set of a pool is answered from now on. */
  serve(pool: string, listener: RequestListener): void {
    this.#listeners.set(`/${pool}/.well-known/jwks.json`, listener);
  }

  /** How any other path is answered. */
  serveAt(path: string, listener: RequestListener): void {
    this.#listeners.set(path, listener);
  }

  /** How often the key set of a pool was asked for. */
  fetches(pool: string): number {
    return this.requestsTo(`/${pool}/.well-known/jwks.json`);
  }

  requestsTo(path: string): number {
    return this.#requests.get(path) ?? 0;
  }

  /** Listens, again at the same port after {@link stop}. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends every connection; nobody listens any more. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
