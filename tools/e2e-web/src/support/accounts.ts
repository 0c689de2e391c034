import { randomUUID } from 'node:crypto';
import type { Service } from '../service.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
}

interface Mail {
  readonly to: string;
  readonly code: string;
}

/** Somebody whom the user pool does not know yet. */
export function newPerson(name: string): Account {
  return { email: `${name}-${randomUUID().slice(0, 8)}@example.com`, password: 'Sunny-Day-in-1999' };
}

/** Signs somebody up over the user pool's API, and confirms the address. */
export async function createAccount(service: Service, name: string): Promise<Account> {
  const account = newPerson(name);
  await callPool(service, 'SignUp', { Username: account.email, Password: account.password });
  const [code] = await codesFor(service, account.email);
  await callPool(service, 'ConfirmSignUp', { Username: account.email, ConfirmationCode: code });
  return account;
}

/** An access token for calls beside the app's, as from another device. */
export async function signIn(service: Service, { email, password }: Account): Promise<string> {
  const answer = await callPool(service, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  return (answer['AuthenticationResult'] as { AccessToken: string }).AccessToken;
}

/** Ends every session of the account; access tokens go on being accepted by the API until they expire. */
export async function signOutEverywhere(service: Service, account: Account): Promise<void> {
  await callPool(service, 'GlobalSignOut', { AccessToken: await signIn(service, account) });
}

/** The codes that were mailed to an address, the newest first. */
export async function codesFor({ config }: Service, email: string): Promise<string[]> {
  const mails = (await (await fetch(`${config.invokeUrl}/_harness/outbox`)).json()) as Mail[];
  return mails.flatMap(({ to, code }) => (to === email ? [code] : [])).reverse();
}

async function callPool(
  { config }: Service,
  operation: string,
  members: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const response = await fetch(config.userPoolEndpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: config.clientId, ...members }),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
