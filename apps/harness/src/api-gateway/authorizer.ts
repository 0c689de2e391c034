import type { TokenValidator } from '@notes/domain';
import { GatewayError } from './gateway-error.ts';
import type { LambdaFunction } from './lambda.ts';
import type { AuthorizerContext, Exchange } from './request-context.ts';

/** A Lambda authorizer, with the `Authorization` header as its token or identity source. */
export interface LambdaAuthorizerOptions {
  readonly type: 'lambda';
  /** The kind of event. `TOKEN` by default. */
  readonly event?: 'TOKEN' | 'REQUEST';
  readonly handler: LambdaFunction;
  /** Seconds that a policy is cached, 0 (never) to 3600. 300 by default, as in the service. */
  readonly ttlSeconds?: number;
}

/** The gateway's own authorizer for Cognito user pools, without scopes: it expects an ID token. */
export interface UserPoolAuthorizerOptions {
  readonly type: 'cognito';
  /** Accepts the pool's ID tokens. */
  readonly validator: TokenValidator;
}

export interface Authorization {
  readonly context: AuthorizerContext;
  /** Whether the function was spared. */
  readonly cached: boolean;
}

/**
 * Lets a request pass.
 * @throws GatewayError `UNAUTHORIZED`, `ACCESS_DENIED`, `AUTHORIZER_CONFIGURATION_ERROR` or `AUTHORIZER_FAILURE`
 */
export type Authorizer = (exchange: Exchange) => Promise<Authorization>;

/** The 401 of an authorizer. */
export function unauthorized(reason: string, message = 'Unauthorized'): GatewayError {
  return new GatewayError('UNAUTHORIZED', reason, { message });
}

/**
 * The value of the one `Authorization` header. Two are refused: which of them would count is not documented, and nobody honest sends two.
 * @throws GatewayError `UNAUTHORIZED`
 */
export function authorizationOf({ request }: Exchange): string {
  const values = request.headers.get('authorization')?.values ?? [];
  const [value] = values;
  if (values.length > 1) throw unauthorized('more than one Authorization header');
  if (value === undefined || value === '') throw unauthorized('no Authorization header');
  return value;
}
