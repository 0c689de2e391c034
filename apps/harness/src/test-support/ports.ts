import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port on loopback that something listens on until it is released. */
export interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

/** Takes a port; rejects when it is not free. */
export async function holdPort(port = 0): Promise<HeldPort> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    release: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const held = await holdPort();
  await held.release();
  return held.port;
}
