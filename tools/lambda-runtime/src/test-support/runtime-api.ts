import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What a function's failure looks like to Lambda. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How an invocation, or the start of a function, ended. */
export type Outcome = { readonly response: unknown } | { readonly error: FunctionError };

interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** Milliseconds from when it is handed out to its deadline. */
  readonly timeout: number;
  readonly done: (outcome: Outcome) => void;
}

const PREFIX = '/2018-06-01/runtime/';
const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:under-test';

/**
 * The service's side of Lambda's Runtime API, version 2018-06-01: hands one function process its events and takes what it answers.
 * Listens on a free port of the loopback interface.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      this.faults.push(error);
      response.destroy();
    });
  });
  readonly #queue: Invocation[] = [];
  readonly #running = new Map<string, Invocation>();
  readonly #initError = Promise.withResolvers<FunctionError>();
  #waiting: ServerResponse | undefined;

  /** What the function's process asked for that is not in the contract. */
  readonly faults: unknown[] = [];

  /** Resolves when the function reports that it cannot start. */
  get initError(): Promise<FunctionError> {
    return this.#initError.promise;
  }

  /** `host:port`, as in the variable `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Hands the event to the function when it next asks for one. `timeout`: milliseconds from then to the function's deadline. */
  async invoke(event: unknown, { timeout = 10_000 } = {}): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#queue.push({ requestId: randomUUID(), event, timeout, done: resolve });
    this.#handOut();
    return promise;
  }

  #handOut(): void {
    const response = this.#waiting;
    if (!response) return;
    const invocation = this.#queue.shift();
    if (!invocation) return;
    this.#waiting = undefined;
    this.#running.set(invocation.requestId, invocation);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
      'Lambda-Runtime-Deadline-Ms': Date.now() + invocation.timeout,
      'Lambda-Runtime-Invoked-Function-Arn': FUNCTION_ARN,
      'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
    });
    response.end(JSON.stringify(invocation.event));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request;
    const path = url.startsWith(PREFIX) ? url.slice(PREFIX.length) : '';
    if (method === 'GET' && path === 'invocation/next') {
      this.#waiting = response;
      this.#handOut();
      return;
    }
    const body = await json(request);
    const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (method === 'POST' && path === 'init/error') this.#initError.resolve(body as FunctionError);
    else if (method === 'POST' && requestId !== undefined && this.#running.has(requestId)) {
      this.#running
        .get(requestId)
        ?.done(kind === 'error' ? { error: body as FunctionError } : { response: body });
      this.#running.delete(requestId);
    } else throw new Error(`Not in the Runtime API: ${method} ${url}`);
    response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}');
  }
}
