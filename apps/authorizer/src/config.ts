import { type JsonWebKeySet, cognitoIssuer, importKeys, jwksUrl } from '@notes/adapter-cognito';
import { parseStrictJson } from '@notes/strict-json';

/** What the authorizer is told by its environment. */
export interface AuthorizerConfig {
  readonly issuer: string;
  /** App clients that may call. */
  readonly clientIds: readonly string[];
  /** Keys known at deploy time, used before the first fetch. */
  readonly jwks?: JsonWebKeySet;
  /** Scopes of which a token needs any one to read, and any one to write. */
  readonly scopeRules?: { readonly read: readonly string[]; readonly write: readonly string[] };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `USER_POOL_ID` (required unless `TOKEN_ISSUER`), `TOKEN_ISSUER`, `USER_POOL_CLIENT_IDS` (required), `JWKS`, and `READ_SCOPES` with
 * `WRITE_SCOPES`. Lists are comma-separated.
 * @throws Error with one message that names every problem.
 */
export function readConfig(env: Environment): AuthorizerConfig {
  const problems: string[] = [];
  const attempt = <Value>(name: string, read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const issuer = env['TOKEN_ISSUER']
    ? attempt('TOKEN_ISSUER', () => checkedIssuer(env['TOKEN_ISSUER'] ?? ''))
    : attempt('USER_POOL_ID', () => cognitoIssuer(env['USER_POOL_ID'] ?? ''));
  const clientIds = list(env['USER_POOL_CLIENT_IDS']);
  if (clientIds.length === 0) problems.push('USER_POOL_CLIENT_IDS: At least one app client id is needed.');
  const jwks = env['JWKS'] ? attempt('JWKS', () => checkedKeys(env['JWKS'] ?? '')) : undefined;
  const scopeRules = attempt('READ_SCOPES, WRITE_SCOPES', () => readScopeRules(env));
  if (problems.length > 0 || issuer === undefined) {
    throw new Error(`The authorizer is not configured. ${problems.join(' ')}`);
  }
  return { issuer, clientIds, ...(jwks && { jwks }), ...(scopeRules && { scopeRules }) };
}

function checkedIssuer(issuer: string): string {
  jwksUrl(issuer);
  return issuer;
}

function checkedKeys(text: string): JsonWebKeySet {
  const jwks = parseStrictJson(text);
  importKeys(jwks);
  return jwks as JsonWebKeySet;
}

function readScopeRules(env: Environment): AuthorizerConfig['scopeRules'] {
  const read = list(env['READ_SCOPES']);
  const write = list(env['WRITE_SCOPES']);
  // One without the other would leave half of the API open to any token, or shut: surely a mistake.
  if ((read.length === 0) !== (write.length === 0)) throw new Error('Both or neither must be set.');
  return read.length === 0 ? undefined : { read, write };
}

function list(value = ''): string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
