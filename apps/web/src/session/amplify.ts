import {
  cognitoUserPoolsTokenProvider,
  confirmResetPassword,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
  signUp,
} from '@aws-amplify/auth/cognito';
import { Amplify, fetchAuthSession } from '@aws-amplify/core';
import type { Cognito, PoolConfig } from './cognito.ts';

/**
 * Points Amplify at the user pool, without the identity pool that it would otherwise look for.
 *
 * @param storage what it keeps its tokens in
 */
export function configureCognito(config: PoolConfig, storage: Storage): Cognito {
  const { clientId: userPoolClientId, region, userPoolId, userPoolEndpoint } = config;
  const own = new URL(userPoolEndpoint).host !== `cognito-idp.${region}.amazonaws.com`;
  const Auth = { Cognito: { userPoolId, userPoolClientId, ...(own && { userPoolEndpoint }) } };
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: async (key) => storage.getItem(key),
    setItem: async (key, value) => storage.setItem(key, value),
    removeItem: async (key) => storage.removeItem(key),
    clear: async () => storage.clear(),
  });
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
  return {
    signUp,
    confirmSignUp,
    resendSignUpCode,
    signIn,
    resetPassword,
    confirmResetPassword,
    fetchAuthSession,
  };
}
