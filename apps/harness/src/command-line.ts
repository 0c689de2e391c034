import { parseArgs } from 'node:util';
import { cognitoIssuer, jwksUrl } from '@notes/adapter-cognito';
import { isOrigin } from '@notes/api';
import { STORES } from './note-store.ts';
import type { HarnessOptions } from './start-harness.ts';
import type { OutsidePool } from './token-source.ts';
import { TOKEN_VALIDATORS } from './token-validator.ts';

export const USAGE = `Usage: npm start -- [options]

  --port <n>               port of the API, 0 for any free one (3000)
  --user-pool-port <n>     port of the user pool, 0 for any free one (9229)
  --store memory|sqlite|dynamodb
                           where notes are kept (memory); dynamodb is an embedded one, or the one
                           that AWS_ENDPOINT_URL_DYNAMODB names
  --data <path>            the file of --store sqlite, which outlives the process; made where there
                           is none
  --authorizer lambda|cognito
                           the Lambda authorizer, which takes access tokens, or the gateway's own for
                           user pools, which takes ID tokens (lambda)
  --token-validator cognito|oidc|in-memory
                           what validates tokens (cognito); oidc takes a user pool's, too, or those of
                           any OpenID Provider; in-memory takes those that are printed at the start,
                           without any user pool or web app
  --authorizer-ttl <s>     seconds for which the gateway keeps an authorizer's answer, 0 to 3600 (60)
  --integration proxy|mapped
                           Lambda proxy integration, or models and mapping templates (proxy)
  --user-pool-id <id>      use this Cognito user pool instead of the emulated one ...
  --issuer <url>           ... or the one with this issuer; either with
  --client-id <id>         the app client whose tokens are let in
  --audience <name>        with --token-validator oidc and --issuer: what the API is called in the
                           access tokens of an issuer that is no user pool; no web app then
  --allowed-origins <list> origins whose scripts may read answers, besides the web app's,
                           comma-separated (none)
  --web-port <n>           port of the web app, 0 for any free one (8080)
  --web-folder <path>      the built web app (dist/apps/web)
  --no-web                 do not serve the web app; it is not served either with --authorizer cognito,
                           since it sends access tokens
  --token-validity <s>     seconds for which the emulated pool's tokens live, 1 to 86400 (3600)
  --help                   this text
`;

/** A command line that cannot be followed; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the command line of the harness; `undefined` when only help is asked for.
 *
 * @param webFolder where the web app is built to
 * @throws UsageError
 */
export function parseCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  webFolder: string,
): HarnessOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const tokenValidator = oneOf('--token-validator', values['token-validator'], TOKEN_VALIDATORS);
  const outsidePool = readOutsidePool(values);
  const dynamoDbEndpoint = env['AWS_ENDPOINT_URL_DYNAMODB'];
  const authorizer = oneOf('--authorizer', values.authorizer, ['lambda', 'cognito']);
  checkTokenValidator(values);
  const canSignIn =
    authorizer === 'lambda' && tokenValidator !== 'in-memory' && values.audience === undefined;
  const web = {
    folder: values['web-folder'] ?? webFolder,
    port: wholeNumber('--web-port', values['web-port'], 65_535),
  };
  return {
    port: wholeNumber('--port', values.port, 65_535),
    userPoolPort: wholeNumber('--user-pool-port', values['user-pool-port'], 65_535),
    ...readStore(values),
    authorizer,
    tokenValidator,
    authorizerTtl: wholeNumber('--authorizer-ttl', values['authorizer-ttl'], 3600),
    integration: oneOf('--integration', values.integration, ['proxy', 'mapped']),
    allowedOrigins: origins(values['allowed-origins']),
    tokenValidity: wholeNumber('--token-validity', values['token-validity'], 86_400, 1),
    ...(!values['no-web'] && canSignIn && { web }),
    ...(outsidePool && { outsidePool }),
    ...(dynamoDbEndpoint !== undefined && { dynamoDbEndpoint }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '3000' },
        'user-pool-port': { type: 'string', default: '9229' },
        store: { type: 'string', default: 'memory' },
        data: { type: 'string' },
        authorizer: { type: 'string', default: 'lambda' },
        'token-validator': { type: 'string', default: 'cognito' },
        'authorizer-ttl': { type: 'string', default: '60' },
        integration: { type: 'string', default: 'proxy' },
        'user-pool-id': { type: 'string' },
        issuer: { type: 'string' },
        'client-id': { type: 'string' },
        audience: { type: 'string' },
        'allowed-origins': { type: 'string', default: '' },
        'web-port': { type: 'string', default: '8080' },
        'web-folder': { type: 'string' },
        'no-web': { type: 'boolean', default: false },
        'token-validity': { type: 'string', default: '3600' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function readStore({ store, data }: ReturnType<typeof parse>): Pick<HarnessOptions, 'store' | 'dataFile'> {
  const chosen = oneOf('--store', store, STORES);
  if ((chosen === 'sqlite') !== (data !== undefined))
    throw new UsageError('--store sqlite and --data go together');
  // SQLite takes it for a file that nobody sees and that goes with the process.
  if (data === '') throw new UsageError('--data must be the path of a file');
  return { store: chosen, ...(data !== undefined && { dataFile: data }) };
}

function readOutsidePool(values: ReturnType<typeof parse>): OutsidePool | undefined {
  const { 'user-pool-id': userPoolId, issuer, 'client-id': clientId, audience } = values;
  if (userPoolId === undefined && issuer === undefined) {
    if (clientId !== undefined) throw new UsageError('--client-id goes with --user-pool-id or --issuer');
    return undefined;
  }
  if (clientId === undefined) throw new UsageError('--user-pool-id and --issuer need --client-id');
  const found = issuer === undefined ? derivedIssuer(userPoolId ?? '') : checkedIssuer(issuer);
  if (audience !== undefined) {
    return { userPoolId: '', region: 'us-east-1', clientId, issuer: found, audience };
  }
  const id = userPoolId ?? new URL(found).pathname.slice(1);
  return { userPoolId: id, region: id.split('_')[0] ?? '', clientId, issuer: found };
}

/** What goes with which validator. */
function checkTokenValidator(values: ReturnType<typeof parse>): void {
  const { 'token-validator': validator, 'user-pool-id': userPoolId, issuer, audience } = values;
  const isPlainIssuer = validator === 'oidc' && issuer !== undefined && userPoolId === undefined;
  if (validator !== 'cognito' && values.authorizer === 'cognito') {
    throw new UsageError('--authorizer cognito goes with --token-validator cognito');
  }
  if (validator === 'in-memory' && (userPoolId !== undefined || issuer !== undefined)) {
    throw new UsageError('--token-validator in-memory takes neither --user-pool-id nor --issuer');
  }
  if (audience !== undefined && !isPlainIssuer) {
    throw new UsageError('--audience goes with --token-validator oidc and --issuer, without --user-pool-id');
  }
  if (audience === undefined && isPlainIssuer) {
    throw new UsageError('--token-validator oidc and --issuer need --audience, or --user-pool-id as well');
  }
  if (audience === '' || (audience !== undefined && audience === values['client-id'])) {
    throw new UsageError('--audience must differ from --client-id, which is what ID tokens are for');
  }
}

function derivedIssuer(userPoolId: string): string {
  try {
    return cognitoIssuer(userPoolId);
  } catch (cause) {
    throw new UsageError('--user-pool-id must be of the form region_name', { cause });
  }
}

function checkedIssuer(issuer: string): string {
  try {
    jwksUrl(issuer);
    return issuer;
  } catch (cause) {
    throw new UsageError('--issuer must be an https URL; plain http is for loopback only', { cause });
  }
}

function origins(list: string): string[] {
  const found = list.split(',').flatMap((each) => each.trim() || []);
  const wrong = found.find((each) => !isOrigin(each));
  if (wrong !== undefined) throw new UsageError(`--allowed-origins holds "${wrong}", which is no origin`);
  return found;
}

function wholeNumber(flag: string, value: string, most: number, least = 0): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) < least || Number(value) > most) {
    throw new UsageError(`${flag} must be a whole number from ${least} to ${most}`);
  }
  return Number(value);
}

function oneOf<Choice extends string>(flag: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((each) => each === value);
  if (choice === undefined) throw new UsageError(`${flag} must be one of ${choices.join(', ')}`);
  return choice;
}
