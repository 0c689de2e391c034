import { type RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server of a test. */
export interface TestServer {
  readonly origin: string;
  /** The requests that came so far. */
  readonly requests: number;
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port of the loopback interface. */
export async function startTestServer(listener: RequestListener): Promise<TestServer> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
