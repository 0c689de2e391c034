import type {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  resendSignUpCode,
  resetPassword,
  signIn,
  signUp,
} from '@aws-amplify/auth';
import type { WebConfig } from '../config.ts';

/** What the session uses of Amplify. */
export interface Cognito {
  readonly signUp: typeof signUp;
  readonly confirmSignUp: typeof confirmSignUp;
  readonly resendSignUpCode: typeof resendSignUpCode;
  readonly signIn: typeof signIn;
  readonly resetPassword: typeof resetPassword;
  readonly confirmResetPassword: typeof confirmResetPassword;
  readonly fetchAuthSession: typeof fetchAuthSession;
}

export type PoolConfig = Pick<WebConfig, 'region' | 'userPoolEndpoint' | 'userPoolId' | 'clientId'>;

/** Amplify, in a chunk of its own that is fetched at the first call. */
export async function loadCognito(config: PoolConfig, storage: Storage): Promise<Cognito> {
  const { configureCognito } = await import('./amplify.ts');
  return configureCognito(config, storage);
}

/** Where Amplify keeps its tokens in localStorage: `CognitoIdentityServiceProvider.<client id>.<user name>.<token>`. */
export const tokenKeyPrefix = ({ clientId }: PoolConfig): string =>
  `CognitoIdentityServiceProvider.${clientId}.`;
