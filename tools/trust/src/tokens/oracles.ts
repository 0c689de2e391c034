import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { CLIENT, OTHER_CLIENT, type Pool } from './corpus/pool.ts';

/** Says whether a token is good. */
export type Oracle = (token: string) => Promise<boolean>;

/** AWS's own verifier for Cognito's tokens, set to the pool's clients and access tokens. */
export function awsJwtVerify(pool: Pool, userPoolId: string): Oracle {
  const verifier = CognitoJwtVerifier.create({
    userPoolId,
    tokenUse: 'access',
    clientId: [CLIENT, OTHER_CLIENT],
  });
  verifier.cacheJwks({ keys: [...pool.jwks.keys] } as never, userPoolId);
  return async (token) => passes(() => verifier.verifySync(token));
}

/** jose, set as near to the validator as its options go, and the two checks by hand that every user of it must add for Cognito. */
export function joseJwtVerify(pool: Pool): Oracle {
  const keys = createLocalJWKSet({ keys: [...pool.jwks.keys] });
  return (token) =>
    passes(async () => {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: pool.issuer,
        requiredClaims: ['sub', 'exp', 'token_use', 'client_id'],
      });
      const { token_use: use, client_id: client } = payload;
      if (use !== 'access') throw new Error('token_use');
      if (client !== CLIENT && client !== OTHER_CLIENT) throw new Error('client_id');
    });
}

async function passes(verify: () => unknown): Promise<boolean> {
  try {
    await verify();
    return true;
  } catch {
    return false;
  }
}
