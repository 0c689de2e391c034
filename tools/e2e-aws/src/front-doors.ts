import type { HttpApiCapability } from '@notes/contracts';

/** How a gateway refuses by itself. */
export interface Refusals {
  readonly noToken: number;
  readonly unknownRoute: number;
  /** A token of the other use; undefined where it is not refused. */
  readonly otherUse: number | undefined;
}

/** One deployment, and what is to be expected of it in the emulator. */
export interface FrontDoor {
  readonly name: string;
  /** CDK context beside {@link COMMON_CONTEXT}. The prefix tells the deployments apart. */
  readonly context: Readonly<Record<string, string>> & { readonly prefix: string };
  /** The use of the tokens that it lets in. */
  readonly tokenUse: 'access' | 'id';
  readonly capabilities: readonly HttpApiCapability[];
  /**
   * Cases of the contract that fail here for a reason of the emulator or of the gateway, by name. They must go on failing. docs/e2e-aws.md
   * says what covers them instead.
   */
  readonly exclusions: Readonly<Record<string, string>>;
  /** Statuses of what the exclusions leave open. */
  readonly refusals: Refusals;
}

/** The only origin whose scripts may read answers. */
export const ORIGIN = 'https://notes.example';

export const COMMON_CONTEXT = {
  ephemeral: 'true',
  // The SDK has no SRP of its own; the harness tests SRP.
  passwordAuth: 'true',
  allowedOrigins: ORIGIN,
  // The suite sends more than a caller should.
  throttleRate: '10000',
  throttleBurst: '5000',
};

const PROXY: readonly HttpApiCapability[] = [
  'not-modified',
  'repeated-parameters',
  'duplicate-members',
  'pointers',
  'body-pointers',
  'allowed-origin',
];

const AS_DOCUMENTED: Refusals = { noToken: 401, unknownRoute: 403, otherUse: 401 };

const ID_TOKEN_IS_403 = 'an HTTP API answers a token that lacks the scope with 403, and the case wants 401';
const ACCESS_TOKEN_IS_LET_IN = 'the emulator lets access tokens in where AWS wants ID tokens';

export const FRONT_DOORS: readonly FrontDoor[] = [
  {
    name: 'REST API, Lambda authorizer',
    context: { prefix: 'NotesLambda' },
    tokenUse: 'access',
    capabilities: [...PROXY, 'gateway-problems'],
    exclusions: {},
    refusals: AS_DOCUMENTED,
  },
  {
    name: 'HTTP API, JWT authorizer',
    context: { prefix: 'NotesJwt', gateway: 'http', authorizer: 'jwt' },
    tokenUse: 'access',
    capabilities: PROXY,
    exclusions: {
      'identity: a token of the other use is 401, and nothing is written': ID_TOKEN_IS_403,
      'identity: every route wants a token': ID_TOKEN_IS_403,
      'identity: an unknown route is 403': 'an HTTP API answers an unknown route with 404',
      'headers: a preflight of the allowed origin is granted, without a token':
        'the emulator loses the CORS configuration that CloudFormation gives an HTTP API',
    },
    refusals: { noToken: 401, unknownRoute: 404, otherUse: 403 },
  },
  {
    name: 'REST API, Cognito authorizer',
    context: { prefix: 'NotesCognito', authorizer: 'cognito' },
    tokenUse: 'id',
    capabilities: [...PROXY, 'gateway-problems'],
    exclusions: {
      'identity: a token of the other use is 401, and nothing is written': ACCESS_TOKEN_IS_LET_IN,
      'identity: every route wants a token': ACCESS_TOKEN_IS_LET_IN,
      'gateway: a 401 is a problem that asks for a token, and never says what was wrong with it':
        ACCESS_TOKEN_IS_LET_IN,
    },
    refusals: { ...AS_DOCUMENTED, otherUse: undefined },
  },
];

/** A default front door that wants `notes/write` of whoever writes; a plain sign-in gives no such scope. */
export const SCOPED_FRONT_DOOR: FrontDoor = {
  name: 'REST API, Lambda authorizer with scopes',
  context: {
    prefix: 'NotesScoped',
    readScopes: 'aws.cognito.signin.user.admin,notes/read',
    writeScopes: 'notes/write',
  },
  tokenUse: 'access',
  capabilities: [],
  exclusions: {},
  refusals: AS_DOCUMENTED,
};
