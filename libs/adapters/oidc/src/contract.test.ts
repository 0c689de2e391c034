import {
  type TestAlgorithm,
  type TokenValidatorSubject,
  type TokenWorld,
  runContract,
  startTestServer,
  tokenValidatorContract,
} from '@notes/contracts';
import type { OidcIssuer } from './options.ts';
import { OidcTokenValidator } from './oidc-token-validator.ts';

/** The contract's tokens have the claims of Cognito's, which have no audience beside the client and say their use in a claim. */
function issuerOf(issuer: string, algorithm: TestAlgorithm, { tokenUse, clientIds }: TokenWorld): OidcIssuer {
  return {
    issuer,
    algorithms: [algorithm],
    audiences: clientIds,
    tokenUseMark: { claim: 'token_use', value: tokenUse },
    claims: {
      ...(tokenUse === 'access' && { audience: 'client_id' }),
      username: tokenUse === 'access' ? 'username' : 'cognito:username',
      groups: 'cognito:groups',
    },
  };
}

/** The discovery document and the keys are served over HTTP, and the answer is 503 while the issuer is out of reach. */
async function overHttp(algorithm: TestAlgorithm): Promise<TokenValidatorSubject> {
  let world: TokenWorld | undefined;
  const server = await startTestServer((request, response) => {
    const answers: Readonly<Record<string, () => object | undefined>> = {
      '/tenant/.well-known/openid-configuration': () => ({ issuer, jwks_uri: `${server.origin}/keys` }),
      '/keys': () => world?.publishedKeys(),
    };
    const answer = answers[request.url ?? '']?.();
    response.writeHead(answer ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  const issuer = `${server.origin}/tenant`;
  return {
    issuer,
    algorithm,
    createValidator(given) {
      world = given;
      const { tokenUse, clock } = given;
      return new OidcTokenValidator({ tokenUse, clock, issuers: [issuerOf(issuer, algorithm, given)] });
    },
    close: () => server.close(),
  };
}

/** Several issuers, of which only one is in use, and keys at a known address from a port instead of the network. */
function amongOtherIssuers(): TokenValidatorSubject {
  const issuer = 'https://issuer.example/tenant';
  const jwksUri = 'https://keys.example/tenant?v=1';
  return {
    issuer,
    createValidator(world) {
      const { tokenUse, clock, publishedKeys } = world;
      const trusted = { ...issuerOf(issuer, 'RS256', world), jwksUri, userIdPrefix: '' };
      return new OidcTokenValidator({
        tokenUse,
        clock,
        issuers: [{ ...trusted, issuer: 'https://issuer.example/other', audiences: ['other'] }, trusted],
        maxCachedTokens: 0,
        fetchJwks: async (url) => {
          const published = url === jwksUri ? publishedKeys() : undefined;
          if (!published) throw new Error('out of reach');
          return JSON.stringify(published);
        },
      });
    },
  };
}

const capabilities = ['id-tokens', 'remote-keys'] as const;

describe.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)(
  'OidcTokenValidator with %s and a discovery document',
  (algorithm) => {
    runContract(tokenValidatorContract, { describe, it }, () => overHttp(algorithm), { capabilities });
  },
);

describe('OidcTokenValidator with several issuers and no memory of tokens', () => {
  runContract(tokenValidatorContract, { describe, it }, amongOtherIssuers, { capabilities });
});
