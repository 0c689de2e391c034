import https from 'node:https';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';

// Loaded before anything else into the Node processes that the emulator starts for the functions, and into the CDK's command line:
//
//   node --import 'file:///.../loopback-only.ts?issuer=<host>:<port on loopback>'
//
// Connections to the issuer's host go to the port, where its emulated keys are served; those to any other host than loopback fail.

const [issuerHost, issuerPort] = new URL(import.meta.url).searchParams.get('issuer')?.split(':') ?? [];

interface Target {
  host?: string | null;
  port?: number | string;
  path?: string | null;
}

type Connect = (this: Socket, ...args: unknown[]) => Socket;

const connect = Reflect.get(Socket.prototype, 'connect') as Connect;

function redirect(target: Target): void {
  const { path } = target;
  const host = target.host ?? 'localhost';
  // A Unix socket. Node's HTTP client says null when it is none.
  if (typeof path === 'string') return;
  if (host === issuerHost && String(target.port) === '443') {
    target.host = '127.0.0.1';
    target.port = Number(issuerPort);
  } else if (!/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)) {
    throw new Error(`${host} is not on this machine, and nothing else is to be contacted.`);
  }
}

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  // net.connect hands its normalised arguments on as one array.
  const target: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof target === 'object' && target !== null) redirect(target);
  return connect.apply(this, args);
};

// The emulator would redirect the functions' requests to AWS to itself, over plain HTTP. They are to do what they do on AWS.
for (const name of ['request', 'get'] as const) {
  Object.defineProperty(https, name, { value: https[name], writable: false });
}

// Lambda's runtime finds main.cjs for the handler main.handler; the emulator asks require() for it, which does not look for that ending.
const extensions = Reflect.get(createRequire(import.meta.url), 'extensions') as Record<string, unknown>;
extensions['.cjs'] = extensions['.js'];
