import { contextReader } from './context-reader.ts';

/** What a deployment is told, all of it by CDK context: `cdk deploy -c <name>=<value>`, or `context` in cdk.json. */
export interface DeploymentConfig {
  /** Begins the names of the stacks and is the table's name. Default `Notes`. Several deployments fit one account with a prefix each. */
  readonly prefix: string;
  /** Default `rest`. */
  readonly gateway: 'rest' | 'http';
  /** Default `lambda`. `cognito` needs a REST API and takes ID tokens (S13), `jwt` needs an HTTP API. */
  readonly authorizer: 'lambda' | 'cognito' | 'jwt';
  /** Default `proxy`. `mapped` needs a REST API. */
  readonly integration: 'proxy' | 'mapped';
  /**
   * Seconds for which the gateway keeps an authorizer's answer for a token: default 60, at most 3600, 0 is off. So small because a kept answer
   * outlives the token's revocation, its user's removal and the key that signed it.
   */
  readonly authorizerTtl: number;
  /** Exact origins of web applications, comma-separated. Default: none. */
  readonly allowedOrigins: readonly string[];
  /** Default `optional`. */
  readonly mfa: 'off' | 'optional' | 'required';
  /** Comma-separated names of groups. Default `administrators,members`. */
  readonly groups: readonly string[];
  /** Allows sign-in with the plain password over TLS besides SRP: for tests. Default false. */
  readonly passwordAuth: boolean;
  /** For throw-away deployments: nothing is retained or protected from deletion. Default false. */
  readonly ephemeral: boolean;
  /** Who owns the key that encrypts the table. Default `aws`. */
  readonly tableKey: 'aws' | 'customer';
  /** Another issuer than the pool's usual one; `{userPoolId}` in it is filled in. */
  readonly issuer?: string;
  /** Where the issuer's keys are published, if not below it; `{userPoolId}` in it is filled in. */
  readonly keySetUrl?: string;
  /** Another value than at the last deployment fetches the keys again. Default `1`. */
  readonly keySetRevision: string;
  /** `readScopes` and `writeScopes`, comma-separated, both or neither: scopes of which a token needs any one to read, and any one to write. */
  readonly scopes?: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** Requests a second, and at once, of all callers together. Default 100 and 200. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** `waf=true` puts a web ACL in front, which refuses an address that sent more than `wafRateLimit` (default 2000) requests in 5 minutes. */
  readonly wafRateLimit?: number;
  /** `domainName` with `certificateArn`; `hostedZoneId` and `hostedZoneName` also make the DNS record. */
  readonly domain?: CustomDomain;
  /** Whether the web app is delivered, too. Default: wherever its users could sign in and be let in. */
  readonly web: boolean;
  /** `webDomainName` with `webCertificateArn`, a certificate in us-east-1; in the same hosted zone, if one is named. */
  readonly webDomain?: CustomDomain;
  /** Instances reserved for each function. Default: what the account has left. */
  readonly concurrency: { readonly authorizer?: number; readonly notes?: number };
  /** Whether this deployment sets the role by which API Gateway writes logs: one for all REST APIs of an account's region. Default true. */
  readonly accountLogRole: boolean;
  /** Dashboard, log metrics and alarms. Default true; false for an emulator that knows no metric math. */
  readonly operations: boolean;
  /** Gets the alarms by mail. */
  readonly alarmEmail?: string;
  /** An existing topic that gets the alarms. */
  readonly alarmTopicArn?: string;
}

export interface CustomDomain {
  readonly name: string;
  readonly certificateArn: string;
  readonly hostedZone?: { readonly id: string; readonly name: string };
}

export const DEFAULT_PREFIX = 'Notes';

/** The scope in every access token that a sign-in through the user pool's API returns, and the only one; ID tokens have no scopes. */
export const SIGN_IN_SCOPE = 'aws.cognito.signin.user.admin';

type Context = (name: string) => unknown;

/**
 * Reads the context of a deployment.
 *
 * @param context looks a name up; values from the command line are strings, from cdk.json whatever JSON has
 * @throws Error with one message that names every problem.
 */
export function readConfig(context: Context): DeploymentConfig {
  const { problems, text, optional, oneOf, flag, integer, list, origins } = contextReader(context);

  const gateway = oneOf('gateway', ['rest', 'http']);
  const authorizer = oneOf('authorizer', ['lambda', 'cognito', 'jwt']);
  const integration = oneOf('integration', ['proxy', 'mapped']);
  if (gateway === 'http') {
    if (authorizer === 'cognito') problems.push('authorizer=cognito needs gateway=rest; use authorizer=jwt');
    if (integration === 'mapped') problems.push('integration=mapped needs gateway=rest');
    if (flag('waf')) problems.push('waf=true needs gateway=rest; AWS WAF has no HTTP APIs');
  } else if (authorizer === 'jwt') {
    problems.push('authorizer=jwt needs gateway=http; use authorizer=cognito');
  }

  const prefix = text('prefix', DEFAULT_PREFIX, /^[A-Za-z][A-Za-z0-9-]{2,50}$/);
  const read = list('readScopes');
  const write = list('writeScopes');
  if ((read.length === 0) !== (write.length === 0)) {
    problems.push('readScopes and writeScopes are set together or not at all');
  }
  if (read.length > 0 && authorizer === 'cognito') {
    problems.push('readScopes and writeScopes need access tokens; authorizer=cognito takes ID tokens');
  }
  const hostedZone = readHostedZone(optional, problems);
  const domain = readDomain('domainName', 'certificateArn', optional, problems);
  const webDomain = readDomain('webDomainName', 'webCertificateArn', optional, problems);
  if (hostedZone && !domain && !webDomain) problems.push('hostedZoneId needs domainName or webDomainName');
  for (const [name, each] of Object.entries({ domainName: domain, webDomainName: webDomain })) {
    if (hostedZone && each && !`.${each.name}`.endsWith(`.${hostedZone.name}`)) {
      problems.push(`${name} is "${each.name}", which is not in the zone ${hostedZone.name}`);
    }
  }
  if (webDomain && !/^arn:[^:]+:acm:us-east-1:/.test(webDomain.certificateArn)) {
    problems.push('webCertificateArn is not of us-east-1, where CloudFront looks for certificates');
  }
  const mfa = oneOf('mfa', ['optional', 'off', 'required']);
  const scopes = read.length > 0 ? { read, write } : undefined;
  const obstacle = webObstacle({ authorizer, mfa, scopes });
  const web = flag('web', obstacle === undefined);
  if (web && obstacle !== undefined) problems.push(`web=true does not go with ${obstacle}`);
  if (webDomain && !web) problems.push('webDomainName needs web=true');
  const concurrency = {
    authorizer: integer('authorizerConcurrency', undefined, 1, 100_000),
    notes: integer('notesConcurrency', undefined, 1, 100_000),
  };
  const issuer = optional('issuer');
  const keySetUrl = optional('keySetUrl');
  const alarmEmail = optional('alarmEmail');
  const alarmTopicArn = optional('alarmTopicArn');
  const config: DeploymentConfig = {
    prefix,
    gateway,
    authorizer,
    integration,
    authorizerTtl: integer('authorizerTtl', 60, 0, 3600),
    allowedOrigins: origins('allowedOrigins'),
    mfa,
    groups: list('groups', 'administrators,members'),
    passwordAuth: flag('passwordAuth'),
    ephemeral: flag('ephemeral'),
    tableKey: oneOf('tableKey', ['aws', 'customer']),
    ...(issuer !== undefined && { issuer }),
    ...(keySetUrl !== undefined && { keySetUrl }),
    keySetRevision: text('keySetRevision', '1', /^.{1,100}$/),
    ...(scopes && { scopes }),
    throttle: {
      rateLimit: integer('throttleRate', 100, 1, 100_000),
      burstLimit: integer('throttleBurst', 200, 1, 100_000),
    },
    ...(flag('waf') && { wafRateLimit: integer('wafRateLimit', 2000, 10, 2_000_000_000) }),
    ...(domain && { domain: { ...domain, ...(hostedZone && { hostedZone }) } }),
    web,
    ...(webDomain && { webDomain: { ...webDomain, ...(hostedZone && { hostedZone }) } }),
    concurrency: {
      ...(concurrency.authorizer !== undefined && { authorizer: concurrency.authorizer }),
      ...(concurrency.notes !== undefined && { notes: concurrency.notes }),
    },
    accountLogRole: flag('accountLogRole', true),
    operations: flag('operations', true),
    ...(alarmEmail !== undefined && { alarmEmail }),
    ...(alarmTopicArn !== undefined && { alarmTopicArn }),
  };
  if (problems.length > 0) throw new Error(`The deployment is not configured: ${problems.join('; ')}.`);
  return config;
}

interface SignIn {
  readonly authorizer: DeploymentConfig['authorizer'];
  readonly mfa: DeploymentConfig['mfa'];
  readonly scopes: DeploymentConfig['scopes'];
}

/** Why the web app, which signs in with SRP and sends the access token that it gets, could not use such an API. */
function webObstacle({ authorizer, mfa, scopes }: SignIn): string | undefined {
  if (authorizer === 'cognito') return 'authorizer=cognito: the web app sends access tokens, not ID tokens';
  if (mfa === 'required') return 'mfa=required: the web app asks for no second factor';
  if (scopes && !(scopes.read.includes(SIGN_IN_SCOPE) && scopes.write.includes(SIGN_IN_SCOPE))) {
    return `readScopes and writeScopes without ${SIGN_IN_SCOPE}, the only scope of the web app's tokens`;
  }
  return undefined;
}

type Optional = (name: string) => string | undefined;

function readDomain(
  nameKey: string,
  certificateKey: string,
  optional: Optional,
  problems: string[],
): CustomDomain | undefined {
  const name = optional(nameKey);
  const certificateArn = optional(certificateKey);
  if ((name === undefined) !== (certificateArn === undefined)) {
    problems.push(`${nameKey} and ${certificateKey} are set together or not at all`);
  }
  return name === undefined || certificateArn === undefined ? undefined : { name, certificateArn };
}

function readHostedZone(optional: Optional, problems: string[]): CustomDomain['hostedZone'] {
  const id = optional('hostedZoneId');
  const name = optional('hostedZoneName');
  if ((id === undefined) !== (name === undefined)) {
    problems.push('hostedZoneId and hostedZoneName are set together or not at all');
  }
  return id === undefined || name === undefined ? undefined : { id, name };
}
