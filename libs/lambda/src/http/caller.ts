import { type Clock, type UserId, userId } from '@notes/domain';
import { RequestError } from './problem-error.ts';

/**
 * Who is calling, from what the front door put into `requestContext.authorizer`:
 *
 * - REST API with a Lambda authorizer: `principalId` and flat strings
 * - REST API with a Cognito user pool or JWT authorizer: `claims`
 * - HTTP API with a JWT authorizer: `jwt.claims`
 * - HTTP API with a Lambda authorizer: `lambda`
 *
 * The token's `exp` is checked again, because a cached policy can outlive the token.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @throws RequestError `unauthorized` when nobody is named or the token has expired.
 */
export function callerOf(authorizer: unknown, clock: Clock): UserId {
  const { subject, expiry } = identityOf(authorizer);
  if (typeof subject !== 'string' || subject === '') throw new RequestError('unauthorized');
  assertUnexpired(expiry, clock);
  return userId(subject);
}

/** @throws RequestError `unauthorized` unless the expiry can be read and lies ahead. */
export function assertUnexpired(expiry: unknown, clock: Clock): void {
  if (!(expiryMilliseconds(expiry) > clock.now())) throw new RequestError('unauthorized');
}

function identityOf(authorizer: unknown): { subject: unknown; expiry: unknown } {
  const front = fields(authorizer);
  const named = fields(front['claims'] ?? fields(front['jwt'])['claims'] ?? front['lambda']);
  return 'sub' in named
    ? { subject: named['sub'], expiry: named['exp'] }
    : { subject: front['principalId'], expiry: front['exp'] };
}

/** Seconds since the epoch as a number or digits, or the date text that a REST API's Cognito authorizer makes of `exp`. */
function expiryMilliseconds(expiry: unknown): number {
  if (typeof expiry === 'number') return expiry * 1000;
  if (typeof expiry !== 'string') return Number.NaN;
  return /^\d+$/.test(expiry) ? Number(expiry) * 1000 : Date.parse(expiry);
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
