import { TokenError } from '@notes/domain';

/** What an authorizer is asked, whichever kind of event asks it. */
export interface AuthorizerRequest {
  /** The `Authorization` header as it was sent, each one. */
  readonly authorization: readonly string[];
  /** `arn:{partition}:execute-api:{region}:{account}:{apiId}/{stage}/{VERB}/{path}` */
  readonly methodArn: string;
  readonly requestId: string | undefined;
  /** Payload format 2.0 of an HTTP API, which takes a simple answer. */
  readonly isHttpApi: boolean;
}

/** A Lambda authorizer's event: TOKEN or REQUEST of a REST API, or REQUEST of an HTTP API in payload format 1.0 or 2.0. */
export type AuthorizerEvent = TokenEvent | RestRequestEvent | HttpApiRequestEvent;

/** Of a TOKEN authorizer: the header's value, once it matched the authorizer's expression. */
export interface TokenEvent {
  readonly type: 'TOKEN';
  readonly authorizationToken: string;
  readonly methodArn: string;
}

/** Of a REQUEST authorizer of a REST API, or of an HTTP API in payload format 1.0. */
export interface RestRequestEvent {
  readonly type: 'REQUEST';
  readonly methodArn: string;
  readonly headers?: EventHeaders | null;
  readonly multiValueHeaders?: EventMultiValueHeaders | null;
  readonly requestContext?: { readonly requestId?: string };
}

/** Of an HTTP API in payload format 2.0, where a header that was sent twice is joined by commas. */
export interface HttpApiRequestEvent {
  readonly type: 'REQUEST';
  readonly version: '2.0';
  readonly routeArn: string;
  readonly headers?: EventHeaders | null;
  readonly requestContext?: { readonly requestId?: string };
}

/** By name, in any case. */
export type EventHeaders = Readonly<Record<string, string | undefined>>;
/** Every value that was sent, by name. */
export type EventMultiValueHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Brings the events into one form.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerRequest(event: AuthorizerEvent): AuthorizerRequest {
  if (event.type === 'TOKEN') {
    const { authorizationToken, methodArn } = event;
    return { authorization: [authorizationToken], methodArn, requestId: undefined, isHttpApi: false };
  }
  const requestId = event.requestContext?.requestId;
  if ('routeArn' in event) {
    return { authorization: named(event.headers), methodArn: event.routeArn, requestId, isHttpApi: true };
  }
  const authorization = named(event.multiValueHeaders ?? event.headers);
  return { authorization, methodArn: event.methodArn, requestId, isHttpApi: false };
}

function named(headers: EventHeaders | EventMultiValueHeaders | null | undefined): readonly string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries<string | readonly string[] | undefined>(headers ?? {})) {
    if (name.toLowerCase() === 'authorization' && value !== undefined) found.push(...[value].flat());
  }
  return found;
}

/**
 * The token of an `Authorization` header: bare, or after `Bearer` in any case (RFC 9110, section 11.4).
 * @throws TokenError `malformed` for anything else.
 */
export function bearerToken(authorization: readonly string[]): string {
  const [value = ''] = authorization;
  const token = value.replace(/^bearer +/i, '');
  // To look for what may not be in it takes a tenth of the time of matching all that may.
  if (authorization.length > 1 || token === '' || /[\s,]/.test(token))
    throw new TokenError('malformed', 'There is not exactly one bearer token.');
  return token;
}
