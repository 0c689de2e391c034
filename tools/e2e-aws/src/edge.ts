import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { startTestServer } from '@notes/contracts';

/** Stands where `https://{id}.execute-api.{region}.amazonaws.com` is on AWS, so that paths look to clients as they do there. */
export interface Edge {
  /** Without a slash at the end; with the stage, where there is one in the path. */
  readonly invokeUrl: string;
  stop(): Promise<void>;
}

/** The emulator's own: it differs in every answer, and the contract, which compares answers, does not know it. */
const EMULATOR_REQUEST_ID = 'x-amz-request-id';

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
  const server = await startTestServer((incoming, outgoing) => {
    const url = incoming.url ?? '';
    if (url !== stage && !url.startsWith(`${stage}/`)) {
      outgoing.writeHead(403).end();
      return;
    }
    const startNext = () => waiting.shift()?.();
    const start = () => {
      // Whoever went away while waiting will not be closed once more.
      if (outgoing.closed) return startNext();
      running++;
      outgoing.once('close', () => {
        running--;
        startNext();
      });
      forward(incoming, outgoing, endpoint, upstream + url.slice(stage.length));
    };
    if (running < MOST_AT_ONCE) start();
    else waiting.push(start);
  });
  return { invokeUrl: server.origin + stage, stop: () => server.close() };
}

/** Header lines go on as they came, repeated ones too. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, endpoint: string, path: string): void {
  const { method, rawHeaders } = incoming;
  const passedOn = send(endpoint + path, { method, headers: rawHeaders, agent: false });
  passedOn.on('response', (answer) => {
    const lines = answer.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 && name.toLowerCase() !== EMULATOR_REQUEST_ID ? [name, all[index + 1] ?? ''] : [],
    );
    outgoing.writeHead(answer.statusCode ?? 502, lines);
    answer.pipe(outgoing);
  });
  passedOn.on('error', () => outgoing.destroy());
  incoming.pipe(passedOn);
}
