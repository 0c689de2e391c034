import { stat } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { webSecurityHeaders } from '@notes/api';
import { answerWebRequest } from './web-answer.ts';

/** What the web app needs to know of the services it calls; served as `/config.json`. */
export interface WebHostConfig {
  readonly invokeUrl: string;
  readonly userPoolEndpoint: string;
}

export interface WebHostOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** What the build of the web app wrote. */
  readonly folder: string;
  /** May come later than the host, whose origin the API has to know; requests wait for it. */
  readonly config: Promise<WebHostConfig>;
}

export interface WebHost {
  /** `http://127.0.0.1:PORT`, the app's origin. */
  readonly origin: string;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** There is nothing to serve; the message says how to build it. */
export class WebAppNotBuiltError extends Error {
  override readonly name = 'WebAppNotBuiltError';
}

/**
 * Serves the built web app on an origin of its own on loopback, with the headers and cache rules that CloudFront gives it on AWS. Files are read
 * at each request, so that a new build is seen by the next reload.
 *
 * @throws WebAppNotBuiltError, and what `listen` throws when the port is taken.
 */
export async function startWebHost({ port, folder, config }: WebHostOptions): Promise<WebHost> {
  const page = join(folder, 'index.html');
  if (
    !(await stat(page).then(
      (found) => found.isFile(),
      () => false,
    ))
  ) {
    throw new WebAppNotBuiltError(
      `The web app is not built: there is no ${page}. Build it with "npx nx build web".`,
    );
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const told = await config;
    const { method = '', url: target = '/', headers } = request;
    const answer = await answerWebRequest({ origin, folder, config: told }, { method, target, headers });
    const connect = [told.invokeUrl, told.userPoolEndpoint].map((url) => new URL(url).origin);
    response.writeHead(answer.status, {
      ...webSecurityHeaders({ connect, https: false }),
      ...answer.headers,
    });
    response.end(method === 'HEAD' ? undefined : answer.body);
  }

  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
