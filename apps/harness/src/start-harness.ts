import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '@notes/adapter-system';
import { describeRestApi } from '@notes/api';
import type { Clock } from '@notes/domain';
import type { Log } from '@notes/lambda';
import type { LambdaFunction } from './api-gateway/lambda.ts';
import { startApiGateway } from './api-gateway/start-api-gateway.ts';
import { serveApiReference } from './api-reference/api-reference.ts';
import { composeHarness } from './composition-root.ts';
import { type NoteStoreOptions, openNoteStore } from './note-store.ts';
import { type IssueToken, type TokenSourceOptions, createTokenIssuer, openUserPool } from './token-source.ts';
import { type TokenValidatorOptions, createTokenValidator } from './token-validator.ts';
import type { UserPool } from './user-pool/start-user-pool.ts';
import { startWebHost } from './web-host/start-web-host.ts';

export interface HarnessOptions extends TokenSourceOptions {
  /** Of the API. Default 0: any free one. */
  readonly port?: number;
  /** Default `memory`. */
  readonly store?: NoteStoreOptions['store'];
  /** Used by the store `dynamodb` instead of the embedded one. */
  readonly dynamoDbEndpoint?: string;
  /** The file of the store `sqlite`, made where there is none. Default: in memory. */
  readonly dataFile?: string;
  /** The Lambda authorizer (default) takes access tokens, the gateway's own Cognito authorizer ID tokens (S13). */
  readonly authorizer?: 'lambda' | 'cognito';
  /**
   * What validates tokens: `cognito` (default) and `oidc` those of a user pool, `oidc` those of any OpenID Provider as well, `in-memory` those of
   * {@link Harness.issueToken}, without any pool.
   */
  readonly tokenValidator?: TokenValidatorOptions['tokenValidator'];
  /** Lambda proxy integration (default), or models and mapping templates (S5 to S7). */
  readonly integration?: 'proxy' | 'mapped';
  /** Seconds for which an authorizer's policy is cached; default 60, 0 is off, at most 3600. */
  readonly authorizerTtl?: number;
  /** Origins whose scripts may read the API's answers, besides the web app's. Default: none. */
  readonly allowedOrigins?: readonly string[];
  /** Serves the web app built into that folder, on an origin of its own; port 0, the default, is any free one. Default: none is served. */
  readonly web?: { readonly folder: string; readonly port?: number };
  /** Tokens, codes and cached policies expire by it. Default: the machine's. */
  readonly clock?: Clock;
  /** One entry for each request of a handler. Default: none. */
  readonly log?: Log;
}

/** What a client needs to know; served at `/_harness/info`, and to the web app at its own `/config.json`. */
export interface HarnessInfo {
  readonly invokeUrl: string;
  readonly region: string;
  readonly issuer: string;
  /** Empty where there is no user pool, like the id. */
  readonly userPoolEndpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface Harness {
  readonly info: HarnessInfo;
  /** Where the web app is, without a slash at the end; absent when it is not served. */
  readonly webUrl?: string;
  /** Absent with an outside pool and without any. */
  readonly userPool?: UserPool;
  /** There with the token validator `in-memory` only. */
  readonly issueToken?: IssueToken;
  /** Ends what the harness started; requests in flight are answered first. */
  stop(): Promise<void>;
}

const TABLE_NAME = 'Notes';

/** Brings the whole service up on loopback, in this process. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const { clock = systemClock, authorizer = 'lambda', integration = 'proxy' } = options;
  const { tokenValidator = 'cognito' } = options;
  const openTokenSource = tokenValidator === 'in-memory' ? createTokenIssuer : openUserPool;
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    const failures: unknown[] = [];
    for (const close of opened.reverse()) await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'The harness did not stop cleanly.');
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= closeAll());
  try {
    // Tokens first: their keys are made on other threads, while this one loads the store.
    const [sourceOpened, storeOpened] = await Promise.allSettled([
      openTokenSource(options, clock),
      openNoteStore({ store: 'memory', ...options, tableName: TABLE_NAME }),
    ]);
    if (storeOpened.status === 'fulfilled') opened.push(storeOpened.value.close);
    if (sourceOpened.status === 'fulfilled') opened.push(async () => sourceOpened.value.userPool?.close());
    if (storeOpened.status === 'rejected') throw storeOpened.reason;
    if (sourceOpened.status === 'rejected') throw sourceOpened.reason;
    const store = storeOpened.value;
    const { pool, userPool, keys, issueToken } = sourceOpened.value;
    const told = Promise.withResolvers<HarnessInfo>();
    const web = options.web && (await startWebHost({ port: 0, ...options.web, config: told.promise }));
    if (web) opened.push(() => web.close());
    const allowedOrigins = [...new Set([...(web ? [web.origin] : []), ...(options.allowedOrigins ?? [])])];
    const tokenUse = authorizer === 'lambda' ? 'access' : 'id';
    const validator = await createTokenValidator({ ...pool, tokenValidator, tokenUse, keys, clock });
    const handlers = composeHarness({
      clock,
      notes: store.notes,
      tokenValidator: validator,
      tableName: TABLE_NAME,
      allowedOrigins,
      log: options.log ?? (() => undefined),
    });
    const gateway = await startApiGateway({
      port: options.port ?? 0,
      api: describeRestApi({ authorizer, integration, tableName: TABLE_NAME, allowedOrigins }),
      authorizer:
        authorizer === 'lambda'
          ? {
              type: 'lambda',
              handler: handlers.authorizerHandler as LambdaFunction,
              ttlSeconds: options.authorizerTtl ?? 60,
            }
          : { type: 'cognito', validator },
      integration: handlers.notesHandler as LambdaFunction,
      region: pool.region,
      clock,
      local: (request, response) =>
        serveHarness(request, response, () => info, userPool) ||
        serveApiReference(request, response, info.invokeUrl),
    });
    opened.push(() => gateway.close());
    const info: HarnessInfo = {
      invokeUrl: gateway.invokeUrl,
      region: pool.region,
      issuer: pool.issuer,
      userPoolEndpoint: pool.userPoolId === '' ? '' : (userPool?.endpoint ?? new URL(pool.issuer).origin),
      userPoolId: pool.userPoolId,
      clientId: pool.clientId,
    };
    told.resolve(info);
    return {
      info,
      ...(web && { webUrl: web.origin }),
      ...(userPool && { userPool }),
      ...(issueToken && { issueToken }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Names of this machine. Under another, pointed at it later (DNS rebinding), some web page could read the mails. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** The harness's own paths, which no deployment has. */
function serveHarness(
  request: IncomingMessage,
  response: ServerResponse,
  info: () => HarnessInfo,
  userPool: UserPool | undefined,
): boolean {
  const path = request.url?.split('?')[0];
  if (request.method !== 'GET' || !path?.startsWith('/_harness/')) return false;
  if (!LOOPBACK.test(request.headers.host ?? '')) return false;
  const answer = { '/_harness/info': info, '/_harness/outbox': () => userPool?.outbox() ?? [] }[path];
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  response.writeHead(answer ? 200 : 404, headers);
  response.end(JSON.stringify(answer ? answer() : { message: 'Not found' }));
  return true;
}
