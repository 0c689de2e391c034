import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands where `https://{id}.execute-api.{region}.amazonaws.com` is on AWS, so that paths look to clients as they do there. */
export interface Edge {
  /** Without a slash at the end; with the stage, where there is one in the path. */
  readonly invokeUrl: string;
  stop(): Promise<void>;
}

/** Names of one answer each: the contract compares answers, and does not know these. The first is the emulator's own, the second an HTTP API's. */
const ANSWER_IDS: readonly string[] = ['x-amz-request-id', 'apigw-requestid'];

/**
 * Requests that are passed on at once, the others wait. Each needs a process of its own in the emulator, and while many of them start, the
 * others get too little of the CPU to hear from the store in time.
 */
const MOST_AT_ONCE = 4;

/** @param deployedUrl the invoke URL as the stack gives it */
export async function startEdge(deployedUrl: string, endpoint: string): Promise<Edge> {
  const { hostname, pathname } = new URL(deployedUrl);
  const [id = ''] = hostname.split('.');
  const stage = pathname.replace(/\/$/, '');
  const upstream =
    stage === '' ? `/_aws/execute-api/${id}/$default` : `/restapis/${id}${stage}/_user_request_`;
  const waiting: (() => void)[] = [];
  let running = 0;
  const server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '';
    if (url !== stage && !url.startsWith(`${stage}/`)) {
      outgoing.writeHead(403).end();
      return;
    }
    const start = () => {
      running++;
      outgoing.once('close', () => {
        running--;
        waiting.shift()?.();
      });
      forward(incoming, outgoing, endpoint, upstream + url.slice(stage.length));
    };
    if (running < MOST_AT_ONCE) start();
    else waiting.push(start);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    invokeUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${stage}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Header lines go on as they came, repeated ones too. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, endpoint: string, path: string): void {
  const { method, rawHeaders } = incoming;
  const passedOn = send(endpoint + path, { method, headers: rawHeaders, agent: false });
  passedOn.on('response', (answer) => {
    const lines = answer.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 && !ANSWER_IDS.includes(name.toLowerCase()) ? [name, all[index + 1] ?? ''] : [],
    );
    outgoing.writeHead(answer.statusCode ?? 502, lines);
    answer.pipe(outgoing);
  });
  passedOn.on('error', () => outgoing.destroy());
  incoming.pipe(passedOn);
}
