/** What the peers of the authorizer share: the REST API's TOKEN event, and the policy that lets a caller use the whole stage. */
export interface TokenEvent {
  readonly authorizationToken: string;
  /** `arn:{partition}:execute-api:{region}:{account}:{apiId}/{stage}/{VERB}/{path}` */
  readonly methodArn: string;
}

export interface Policy {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: string;
    readonly Statement: readonly {
      readonly Action: string;
      readonly Effect: string;
      readonly Resource: string;
    }[];
  };
}

export type Authorizer = (event: TokenEvent) => Promise<Policy>;

/** The variables that ours reads, by the same names: see docs/authorizer-alone.md. */
export interface Environment {
  readonly USER_POOL_ID?: string;
  readonly USER_POOL_CLIENT_IDS?: string;
  readonly TOKEN_ISSUER?: string;
  readonly JWKS?: string;
}

export interface Keys {
  readonly keys: readonly {
    readonly kid: string;
    readonly kty: 'RSA';
    readonly n: string;
    readonly e: string;
  }[];
}

export function issuerOf({ TOKEN_ISSUER, USER_POOL_ID = '' }: Environment): string {
  const [region = ''] = USER_POOL_ID.split('_');
  return TOKEN_ISSUER ?? `https://cognito-idp.${region}.amazonaws.com/${USER_POOL_ID}`;
}

export function keysUrl(env: Environment): string {
  return `${issuerOf(env)}/.well-known/jwks.json`;
}

export function allow(principalId: unknown, { methodArn }: TokenEvent): Policy {
  if (typeof principalId !== 'string') throw new Error('Unauthorized');
  const Resource = `${methodArn.split('/').slice(0, 2).join('/')}/*`;
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource }],
    },
  };
}

/** The message that API Gateway answers with 401. */
export function unauthorized(cause: unknown): never {
  throw new Error('Unauthorized', { cause });
}
