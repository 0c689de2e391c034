import { TokenError } from '@notes/domain';
import {
  type Authorizer,
  type UserPoolAuthorizerOptions,
  authorizationOf,
  unauthorized,
} from './authorizer.ts';
import { GatewayError } from './gateway-error.ts';

/**
 * The gateway's authorizer for Cognito user pools. Takes the bare token, or the token behind `Bearer`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function createUserPoolAuthorizer({ validator }: UserPoolAuthorizerOptions): Authorizer {
  return async (exchange) => {
    const token = authorizationOf(exchange).replace(/^bearer +/i, '');
    try {
      await validator.validate(token);
    } catch (error) {
      throw refusalOf(error);
    }
    return { context: { claims: stringifyClaims(decodePayload(token)) }, cached: false };
  };
}

function refusalOf(error: unknown): GatewayError {
  if (error instanceof TokenError && error.code === 'unauthorized') {
    const message = error.reason === 'expired' ? 'The incoming token has expired' : 'Unauthorized';
    return unauthorized(`the token was refused: ${error.reason}`, message);
  }
  return new GatewayError('AUTHORIZER_FAILURE', 'nothing can be said of the token', { cause: error });
}

/** The claims of a token that was validated already. */
function decodePayload(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
}

/**
 * Claims as `requestContext.authorizer.claims` holds them: every value a string. Dates, as seen in published events, have the form of
 * Java's `Date.toString()` in UTC for `exp` and `iat`, while `auth_time` stays a number. No source says how lists (joined with commas
 * here) and objects (JSON here) arrive.
 */
function stringifyClaims(claims: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, stringifyClaim(name, value)]),
  );
}

function stringifyClaim(name: string, value: unknown): string {
  if (typeof value === 'number' && (name === 'exp' || name === 'iat')) return javaDate(value);
  if (Array.isArray(value)) return value.map((item) => stringifyClaim('', item)).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `Fri Jun 22 21:48:23 UTC 2018` */
function javaDate(seconds: number): string {
  const [weekday = '', day, month, year, time] = new Date(seconds * 1000).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}
