import type { DocumentClientOptions } from './document-client.ts';

/** Such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The credentials in an environment, as Lambda gives them to a function: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, for those of
 * a role, `AWS_SESSION_TOKEN`. No file is read and nobody is asked.
 *
 * They are looked up for every request: one that is made after the environment has changed is signed with what is there now.
 * The provider rejects with `CredentialsProviderError` while there are none, which the repository reports as `unavailable`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentCredentials(env: Environment): NonNullable<DocumentClientOptions['credentials']> {
  return async () => {
    const accessKeyId = env['AWS_ACCESS_KEY_ID'];
    const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
    const sessionToken = env['AWS_SESSION_TOKEN'];
    if (!accessKeyId || !secretAccessKey) throw new CredentialsProviderError();
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken && { sessionToken }),
      // Without an expiration the SDK would never ask again.
      expiration: new Date(),
    };
  };
}

/** Named as the SDK's own. */
class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';

  constructor() {
    super('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  }
}
