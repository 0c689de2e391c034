import { type OutgoingHttpHeaders, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type RestApi, type RestApiOptions, describeRestApi } from '@notes/api';
import type { AccessLogEntry } from '../handle-request.ts';
import type { LambdaFunction } from '../lambda.ts';
import { type ApiGateway, type ApiGatewayOptions, startApiGateway } from '../start-api-gateway.ts';

export const TOKEN = 'header.payload.signature';

/** A clock that stands still until it is set. */
export class ManualClock {
  time = Date.UTC(2026, 0, 2, 3, 4, 5);

  now(): number {
    return this.time;
  }
}

/** An authorizer that allows everything to everybody, with these context values. */
export function allowAll(context?: Record<string, unknown>): LambdaFunction {
  return () => Promise.resolve(policyFor('*', { context }));
}

export function policyFor(resource: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    principalId: 'user-1',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource }],
    },
    ...extra,
  };
}

/** A notes function that answers 200 with the event that it got. */
export const echo: LambdaFunction = (event) =>
  Promise.resolve({ statusCode: 200, body: JSON.stringify(event) });

export interface TestGateway extends ApiGateway {
  readonly clock: ManualClock;
  readonly log: AccessLogEntry[];
  send(request: TestRequest): Promise<TestResponse>;
  /** Writes these bytes and returns everything that came back until the end of the connection. */
  raw(text: string): Promise<string>;
}

export interface TestRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const running: ApiGateway[] = [];

/** Starts a gateway on a free port. */
export async function startGateway({
  describe: description,
  change,
  ...options
}: Partial<ApiGatewayOptions> & {
  readonly describe?: Partial<RestApiOptions>;
  readonly change?: Partial<RestApi>;
}): Promise<TestGateway> {
  const clock = new ManualClock();
  const log: AccessLogEntry[] = [];
  const gateway = await startApiGateway({
    port: 0,
    api: {
      ...describeRestApi({
        authorizer: 'lambda',
        integration: 'proxy',
        tableName: 'Notes',
        allowedOrigins: ['https://notes.example'],
        ...description,
      }),
      ...change,
    },
    authorizer: { type: 'lambda', handler: allowAll() },
    integration: echo,
    clock,
    log: (entry) => log.push(entry),
    ...options,
  });
  running.push(gateway);
  return {
    ...gateway,
    clock,
    log,
    send: (request) => send(gateway.invokeUrl, request),
    raw: (text) => raw(gateway.invokeUrl, text),
  };
}

/** For afterEach. */
export async function stopGateways(): Promise<void> {
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
}

function send(
  invokeUrl: string,
  { method = 'GET', path = '/notes', headers = { Authorization: TOKEN }, body }: TestRequest,
): Promise<TestResponse> {
  const { hostname, port } = new URL(invokeUrl);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function raw(invokeUrl: string, text: string): Promise<string> {
  const { hostname, port } = new URL(invokeUrl);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}
