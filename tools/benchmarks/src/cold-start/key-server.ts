import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where a user pool publishes its keys, over TLS on the loopback interface. */
export interface KeyServer {
  readonly issuer: string;
  /** The certificate to trust, as NODE_EXTRA_CA_CERTS takes it. */
  readonly certificate: string;
  readonly publish: (keys: object) => void;
  stop(): Promise<void>;
}

/** The certificate is made by openssl for the occasion. */
export async function startKeyServer(): Promise<KeyServer> {
  const folder = await mkdtemp(join(tmpdir(), 'notes-bench-'));
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'certificate.pem');
  // RSA of 2048 bits, as those of amazonaws.com are.
  const options =
    '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1';
  await promisify(execFile)('openssl', ['req', ...options.split(' '), '-keyout', key, '-out', certificate]);

  let published = '';
  const server = createServer(
    { key: await readFile(key), cert: await readFile(certificate) },
    ({ url }, response) => {
      if (url !== '/pool/.well-known/jwks.json') response.writeHead(404).end();
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end(published);
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer: `https://127.0.0.1:${(server.address() as AddressInfo).port}/pool`,
    certificate,
    publish: (keys) => (published = JSON.stringify(keys)),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
