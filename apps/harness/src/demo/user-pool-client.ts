import type { HarnessInfo } from '../start-harness.ts';

/** Calls the user pool as any client does: its JSON protocol over HTTP. */
function userPoolClient({ userPoolEndpoint, clientId }: HarnessInfo) {
  return async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const response = await fetch(userPoolEndpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ClientId: clientId, ...input }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok)
      throw new Error(`${operation}: ${String(answer['__type'])}: ${String(answer['message'])}`);
    return answer;
  };
}

export interface Tokens {
  readonly IdToken: string;
  readonly AccessToken: string;
  readonly RefreshToken: string;
}

/** Signs up, confirms with the code that the harness keeps in its outbox, and signs in (S1). */
export async function signUpAndIn(info: HarnessInfo, email: string, password: string): Promise<Tokens> {
  const call = userPoolClient(info);
  await call('SignUp', {
    Username: email,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: email }],
  });
  const outbox = (await (await fetch(`${info.invokeUrl}/_harness/outbox`)).json()) as {
    to: string;
    code: string;
  }[];
  const mail = outbox.findLast(({ to }) => to === email);
  await call('ConfirmSignUp', { Username: email, ConfirmationCode: mail?.code });
  const signedIn = await call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  return signedIn['AuthenticationResult'] as Tokens;
}
