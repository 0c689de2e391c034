import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { TokenIssuer } from '@notes/adapter-in-memory';
import { EMULATOR_ACCESS } from '@notes/test-kit';
import type { Access, Program } from './server.ts';

/** Something that runs the notes API on a laptop. */
export interface LocalService {
  readonly name: string;
  readonly isOurs: boolean;
  /** Ours in a setting that only explains another is none to be held to goals. */
  readonly hasGoals: boolean;
  /** How to start it once more. */
  program(): Promise<Program>;
}

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
const HARNESS = join(WORKSPACE, 'apps/harness/start.mjs');

export interface HarnessOptions {
  readonly name: string;
  /** For what it prints. */
  readonly folder: string;
  readonly store: 'memory' | 'dynamodb';
  /** More of its flags. */
  readonly args?: readonly string[];
  readonly endpoint: string;
}

/** What `npm start` runs, on free ports. */
export function harness({ name, folder, store, args = [], endpoint }: HarnessOptions): LocalService {
  const ports = ['--port', '0', '--user-pool-port', '0', '--web-port', '0'];
  return {
    name,
    isOurs: true,
    hasGoals: args.length === 0,
    program: async () => {
      mkdirSync(folder, { recursive: true });
      return {
        args: [HARNESS, ...ports, '--store', store, ...args],
        cwd: WORKSPACE,
        env: { HOME: folder, AWS_ENDPOINT_URL_DYNAMODB: endpoint },
        log: join(folder, 'harness.log'),
        access: printedAccess,
      };
    },
  };
}

function printedAccess(printed: string): Access | undefined {
  const url = /^ {2}invoke URL +(\S+)$/m.exec(printed)?.[1];
  const reader = /^ADA='(.+)'$/m.exec(printed)?.[1];
  const writer = /^BOB='(.+)'$/m.exec(printed)?.[1];
  if (url === undefined || reader === undefined || writer === undefined) return undefined;
  return { url, reader, writer };
}

export interface ServerlessOfflineOptions {
  /** For its service and what it prints; serverless-offline must be found from there. */
  readonly folder: string;
  /** The file of osls's command line. */
  readonly osls: string;
  readonly endpoint: string;
  readonly tableName: string;
  readonly tokens: TokenIssuer;
}

/** serverless-offline under osls with the Lambdas as they are deployed. */
export function serverlessOffline(options: ServerlessOfflineOptions): LocalService {
  const { folder, osls, tokens } = options;
  return {
    name: 'serverless-offline',
    isOurs: false,
    hasGoals: false,
    program: async () => {
      const [httpPort, lambdaPort] = await Promise.all([freePort(), freePort()]);
      mkdirSync(folder, { recursive: true });
      for (const app of ['authorizer', 'notes-api']) {
        copyFileSync(join(WORKSPACE, 'dist/apps', app, 'main.cjs'), join(folder, `${app}.cjs`));
      }
      const service = serviceConfiguration(options, httpPort, lambdaPort);
      writeFileSync(join(folder, 'serverless.json'), JSON.stringify(service, null, 2));
      return {
        args: [osls, 'offline', 'start', '--noSponsor'],
        cwd: folder,
        env: {
          HOME: folder,
          CI: '1',
          SLS_TELEMETRY_DISABLED: '1',
          SLS_NOTIFICATIONS_MODE: 'off',
          SLS_INTERACTIVE_SETUP_ENABLE: '0',
        },
        log: join(folder, 'serverless-offline.log'),
        access: () => ({
          url: `http://127.0.0.1:${httpPort}`,
          reader: accessToken(tokens, 'reader'),
          writer: accessToken(tokens, 'writer'),
        }),
      };
    },
  };
}

const USER_POOL_ID = 'us-east-1_Bench';
const CLIENT_ID = 'bench';

/** The issuer that the Lambdas of {@link serverlessOffline} expect. */
export const BENCH_ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${USER_POOL_ID}`;

function accessToken(tokens: TokenIssuer, userId: string): string {
  return tokens.issueAccessToken({ userId, username: userId, clientId: CLIENT_ID });
}

function serviceConfiguration(
  { endpoint, tableName, tokens }: ServerlessOfflineOptions,
  httpPort: number,
  lambdaPort: number,
) {
  const { region, credentials } = EMULATOR_ACCESS;
  const authorizer = { name: 'authorizer', type: 'token', resultTtlInSeconds: 60 };
  const routes = [
    ['get', '/notes'],
    ['post', '/notes'],
    ['get', '/notes/{noteid}'],
    ['put', '/notes/{noteid}'],
    ['delete', '/notes/{noteid}'],
  ] as const;
  return {
    service: 'notes',
    configValidationMode: 'error',
    provider: { name: 'aws', runtime: 'nodejs24.x', region, stage: 'v1' },
    plugins: ['serverless-offline'],
    custom: {
      'serverless-offline': {
        host: '127.0.0.1',
        httpPort,
        lambdaPort,
        noPrependStageInUrl: true,
        // Several times as fast as a worker thread for each call in flight, its default.
        useInProcess: true,
      },
    },
    functions: {
      authorizer: {
        handler: 'authorizer.handler',
        environment: {
          USER_POOL_ID,
          USER_POOL_CLIENT_IDS: CLIENT_ID,
          JWKS: JSON.stringify(tokens.jwks()),
        },
      },
      notes: {
        handler: 'notes-api.handler',
        environment: {
          NOTES_TABLE_NAME: tableName,
          AWS_REGION: region,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_ENDPOINT_URL_DYNAMODB: endpoint,
        },
        events: routes.map(([method, path]) => ({ http: { method, path, authorizer } })),
      },
    },
  };
}

/** One that was free a moment ago: serverless-offline cannot be told to take any. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
