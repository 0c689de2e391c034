import { once } from 'node:events';
import { Agent, type IncomingMessage, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

type HeaderLine = readonly [name: string, value: string];

/** A request or an answer on its way, open to being falsified. */
class Message {
  lines: readonly HeaderLine[];
  body: string;

  constructor(rawHeaders: readonly string[], body: string) {
    this.lines = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
    );
    this.body = body;
  }

  header(name: string): string | undefined {
    return this.lines.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
  }

  /** Undefined takes the header away. */
  setHeader(name: string, value: string | undefined): void {
    const others = this.lines.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
    this.lines = value === undefined ? others : [...others, [name, value]];
  }

  /** Changes the members of a JSON body; other bodies stay. */
  changeJson(change: (members: Record<string, unknown>) => Record<string, unknown>): void {
    try {
      this.body = JSON.stringify(change(JSON.parse(this.body) as Record<string, unknown>));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}

export class ProxiedRequest extends Message {
  method: string;
  path: string;

  constructor(method: string, path: string, rawHeaders: readonly string[], body: string) {
    super(rawHeaders, body);
    this.method = method;
    this.path = path;
  }

  /** The same request once more, to be sent with changes. */
  copy(changes: { method?: string; path?: string; body?: string } = {}): ProxiedRequest {
    const { method = this.method, path = this.path, body = this.body } = changes;
    return new ProxiedRequest(method, path, this.lines.flat(), body);
  }
}

export class ProxiedAnswer extends Message {
  status: number;

  constructor(status: number, rawHeaders: readonly string[], body: string) {
    super(rawHeaders, body);
    this.status = status;
  }
}

/** Answers a request; `forward` asks the service behind the proxy. A fault is one of these that does it wrong. */
export type Exchange = (
  request: ProxiedRequest,
  forward: (request: ProxiedRequest) => Promise<ProxiedAnswer>,
) => Promise<ProxiedAnswer>;

export interface FaultProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens in front of a service and passes everything on, but for what `exchange` does to it. */
export async function startFaultProxy(target: string, exchange: Exchange): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((message, response) => {
    const answer = async (): Promise<void> => {
      const { method = '', url = '', rawHeaders } = message;
      const request = new ProxiedRequest(method, url, rawHeaders, (await buffer(message)).toString());
      const { status, lines, body } = await exchange(request, (changed) => forward(target, agent, changed));
      response.writeHead(status, lines.filter(([name]) => !isHopByHop(name)).flat());
      response.end(body);
    };
    answer().catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, 'close');
    },
  };
}

async function forward(
  target: string,
  agent: Agent,
  { method, path, lines, body }: ProxiedRequest,
): Promise<ProxiedAnswer> {
  const bytes = Buffer.from(body);
  const kept = lines.filter(([name]) => !isHopByHop(name)).flat();
  const headers = bytes.length === 0 ? kept : [...kept, 'Content-Length', String(bytes.length)];
  const sent = httpRequest(target + path, { method, headers, agent });
  sent.end(bytes);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await buffer(response)).toString();
  return new ProxiedAnswer(response.statusCode ?? 0, response.rawHeaders, text);
}

function isHopByHop(name: string): boolean {
  return /^(?:connection|keep-alive|transfer-encoding|content-length)$/i.test(name);
}
