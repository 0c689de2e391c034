import type { VerifiedToken } from '@notes/domain';

/**
 * Scopes of which a token needs any one to read (GET) or to write (POST, PUT, PATCH, DELETE).
 * Without them every genuine token may do both.
 */
export interface ScopeRules {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const READ_VERBS = ['GET'] as const;
const WRITE_VERBS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The verbs that a token's scopes cover; `*` is all of them. */
export function allowedVerbs(scopes: readonly string[], rules: ScopeRules | undefined): readonly string[] {
  if (!rules) return ['*'];
  const covered = (required: readonly string[]) => required.some((scope) => scopes.includes(scope));
  return [...(covered(rules.read) ? READ_VERBS : []), ...(covered(rules.write) ? WRITE_VERBS : [])];
}

/** A method ARN taken apart at what a policy needs. */
export interface MethodArn {
  /** `arn:{partition}:execute-api:{region}:{account}:{apiId}/{stage}` */
  readonly stageArn: string;
  readonly verb: string;
  /** With its slash; the path may have any number of segments. */
  readonly path: string;
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 * @throws Error when it is no ARN of an API method.
 */
export function parseMethodArn(methodArn: string): MethodArn {
  const parts = /^(arn:[^:]+:execute-api:[^:]*:[^:]*:[^/:]+\/[^/]+)\/([^/]+)(\/.*)?$/s.exec(methodArn);
  const [, stageArn, verb, path = '/'] = parts ?? [];
  if (stageArn === undefined || verb === undefined)
    throw new Error('The method ARN is not of the expected form.');
  return { stageArn, verb, path };
}

export interface AuthorizerPolicy {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly {
      readonly Action: 'execute-api:Invoke';
      readonly Effect: 'Allow' | 'Deny';
      readonly Resource: readonly string[];
    }[];
  };
  readonly context: Readonly<Record<string, string>>;
}

/**
 * The policy for a verified caller. It covers the whole stage rather than the one method asked for, because the gateway caches it by token
 * and evaluates it for the caller's other routes too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function stagePolicy(
  token: VerifiedToken,
  { stageArn }: MethodArn,
  verbs: readonly string[],
): AuthorizerPolicy {
  const allowed = verbs.length > 0;
  const resources =
    verbs.includes('*') || !allowed ? [`${stageArn}/*`] : verbs.map((verb) => `${stageArn}/${verb}/*`);
  return {
    principalId: token.userId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: resources }],
    },
    context: authorizerContext(token),
  };
}

/**
 * What reaches the integration. Strings only: the gateway refuses objects and lists. `exp` is written in digits, whole seconds, whatever number
 * the claim is: those behind the gateway read it again.
 */
export function authorizerContext(token: VerifiedToken): Record<string, string> {
  return {
    sub: token.userId,
    username: token.username ?? '',
    clientId: token.clientId,
    // Copies, since joining a frozen list takes more than twice as long.
    scopes: [...token.scopes].join(' '),
    groups: [...token.groups].join(' '),
    exp: String(Math.min(Math.floor(token.expiresAt), Number.MAX_SAFE_INTEGER)),
  };
}
