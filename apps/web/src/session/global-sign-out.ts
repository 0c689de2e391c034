import type { PoolConfig } from './cognito.ts';
import { sessionError } from './session-errors.ts';

/**
 * Revokes all refresh tokens of the user. Amplify's `signOut({ global: true })` keeps a failure to itself and forgets the tokens all the same,
 * so that nobody would learn that the other devices are still signed in.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 *
 * @throws SessionError `offline`, `too-many-attempts` or `unknown`; nothing has changed then, as far as anybody can know.
 */
export async function globalSignOut(
  { config, fetch }: { readonly config: PoolConfig; readonly fetch: typeof globalThis.fetch },
  accessToken: string,
): Promise<void> {
  const response = await fetch(config.userPoolEndpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
    },
    body: JSON.stringify({ AccessToken: accessToken }),
    cache: 'no-store',
  }).catch((error: unknown) => {
    throw sessionError('offline', error);
  });
  if (response.ok) return;
  const type = await errorType(response);
  // The token was revoked before: the answer to an earlier try was lost, or another device was quicker.
  if (type === 'NotAuthorizedException') return;
  if (type === 'TooManyRequestsException') throw sessionError('too-many-attempts');
  throw sessionError(response.status >= 500 ? 'offline' : 'unknown');
}

// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
async function errorType(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { readonly __type?: unknown } | null;
  const type = typeof body?.__type === 'string' ? body.__type : '';
  return type.slice(type.indexOf('#') + 1);
}
