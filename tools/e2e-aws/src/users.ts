import { randomUUID } from 'node:crypto';
import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CREDENTIALS, REGION } from './ministack.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
}

const PASSWORD = 'Correct-horse-battery-7';

/** Signs users up and in, with the AWS SDK, at one user pool. */
export class Users {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;
  readonly #clientId: string;

  constructor(
    endpoint: string,
    { userPoolId, clientId }: { readonly userPoolId: string; readonly clientId: string },
  ) {
    const credentials = {
      accessKeyId: CREDENTIALS.AWS_ACCESS_KEY_ID,
      secretAccessKey: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
    };
    this.#client = new CognitoIdentityProviderClient({ endpoint, region: REGION, credentials });
    this.#userPoolId = userPoolId;
    this.#clientId = clientId;
  }

  /** A user whom nobody has met. */
  async signUpAndIn(): Promise<Tokens> {
    const email = `user-${randomUUID()}@example.com`;
    await this.#client.send(
      new SignUpCommand({
        ClientId: this.#clientId,
        Username: email,
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    // The code would come by mail.
    await this.#client.send(new AdminConfirmSignUpCommand({ UserPoolId: this.#userPoolId, Username: email }));
    const { AuthenticationResult: result } = await this.#client.send(
      new InitiateAuthCommand({
        ClientId: this.#clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD },
      }),
    );
    if (!result?.AccessToken || !result.IdToken || !result.RefreshToken) {
      throw new Error('The sign-in did not return three tokens.');
    }
    return { accessToken: result.AccessToken, idToken: result.IdToken };
  }

  close(): void {
    this.#client.destroy();
  }
}
