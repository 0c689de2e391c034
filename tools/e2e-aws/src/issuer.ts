import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

/** The host of the issuer that the emulator's tokens name, as on AWS. */
export const ISSUER_HOST = 'cognito-idp.us-east-1.amazonaws.com';

/** Publishes the key sets of the emulator's user pools over TLS, which on AWS the issuer's host does. */
export interface Issuer {
  readonly port: number;
  /** While true, every request is answered with 503. */
  out: boolean;
  /** Serves what the emulator at this URL publishes. */
  upstream: string;
  stop(): Promise<void>;
}

export async function startIssuer({ cert, key }: Certificate): Promise<Issuer> {
  const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    const isKeySet = /^\/[\w-]+\/\.well-known\/jwks\.json$/.test(request.url ?? '');
    if (issuer.out || !isKeySet) {
      response.writeHead(issuer.out ? 503 : 404).end();
      return;
    }
    fetch(issuer.upstream + (request.url ?? '')).then(
      async (answer) => {
        response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text());
      },
      () => response.writeHead(502).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer: Issuer = {
    port: (server.address() as AddressInfo).port,
    out: false,
    upstream: '',
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}
