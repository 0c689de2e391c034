import {
  type TokenValidatorSubject,
  type TokenWorld,
  runContract,
  tokenValidatorContract,
} from '@notes/contracts';
import { startTestServer } from '@notes/contracts';
import { CognitoTokenValidator } from './cognito-token-validator.ts';

/** Keys are served over HTTP, and the answer is 503 while the issuer is out of reach. */
async function overHttp(): Promise<TokenValidatorSubject> {
  let world: TokenWorld | undefined;
  const server = await startTestServer((request, response) => {
    const published = world?.publishedKeys();
    const isKeySet = request.url === '/eu-west-1_Contract1/.well-known/jwks.json';
    response.writeHead(published && isKeySet ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(published ?? {}));
  });
  const issuer = `${server.origin}/eu-west-1_Contract1`;
  return {
    issuer,
    createValidator(given) {
      world = given;
      const { tokenUse, clientIds, clock } = given;
      return new CognitoTokenValidator({ tokenUse, clock, pools: [{ issuer, clientIds }] });
    },
    close: () => server.close(),
  };
}

/** Two pools, of which only one is in use, and keys from a port instead of the network. */
function amongOtherPools(): TokenValidatorSubject {
  const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Contract1';
  return {
    issuer,
    createValidator: ({ tokenUse, clientIds, clock, publishedKeys }) =>
      new CognitoTokenValidator({
        tokenUse,
        clock,
        pools: [
          { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Contract2', clientIds: ['other'] },
          { issuer, clientIds },
        ],
        maxCachedTokens: 0,
        fetchJwks: async (url) => {
          const published = url === `${issuer}/.well-known/jwks.json` ? publishedKeys() : undefined;
          if (!published) throw new Error('out of reach');
          return JSON.stringify(published);
        },
      }),
  };
}

const capabilities = ['id-tokens', 'remote-keys'] as const;

describe('CognitoTokenValidator with keys served over HTTP', () => {
  runContract(tokenValidatorContract, { describe, it }, overHttp, { capabilities });
});

describe('CognitoTokenValidator with several pools and no memory of tokens', () => {
  runContract(tokenValidatorContract, { describe, it }, amongOtherPools, { capabilities });
});
