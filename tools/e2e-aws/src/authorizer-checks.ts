import assert from 'node:assert/strict';
import { createTestKey, forgeToken, rs256 } from '@notes/contracts';
import type { Deployment } from './deployment.ts';
import type { Issuer } from './issuer.ts';
import type { Check } from './runner.ts';

interface Surroundings {
  readonly issuer: Issuer;
  /** The emulator's. */
  readonly endpoint: string;
}

/** What the gateway makes of the authorizer's answers and failures. In this order: the last one breaks the function. */
export function authorizerChecks(
  deployment: Deployment,
  { issuer, endpoint }: Surroundings,
): readonly Check[] {
  const send = (token: string, method: 'GET' | 'POST') =>
    fetch(`${deployment.invokeUrl}/notes`, {
      method,
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify({ noteid: 'note1', note: 'text' }) }),
    });
  const expectStatus = async (token: string, method: 'GET' | 'POST', status: number, code?: string) => {
    const answer = await send(token, method);
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} is ${answer.status}: ${text}`);
    if (code === undefined) return;
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal((JSON.parse(text) as { code?: string }).code, code);
  };

  return [
    {
      name: 'authorizer: a verb that the token’s scopes do not cover is 403, whatever was asked for first',
      run: async () => {
        for (const order of [
          ['GET', 'POST'],
          ['POST', 'GET'],
        ] as const) {
          const { token } = await deployment.newCaller();
          for (const method of order) {
            if (method === 'GET') await expectStatus(token, method, 200);
            else await expectStatus(token, method, 403, 'forbidden');
          }
        }
      },
    },
    {
      name: 'authorizer: what is no token is 401',
      run: () => expectStatus('secret', 'GET', 401, 'unauthorized'),
    },
    {
      name: 'authorizer: while the keys cannot be had, an unknown key is 500 and a known one is let in',
      run: async () => {
        const { token } = await deployment.newCaller();
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
        const stranger = rs256(await createTestKey('stranger'));
        issuer.out = true;
        try {
          await expectStatus(
            forgeToken({ kid: 'stranger', alg: 'RS256' }, { ...claims }, stranger),
            'GET',
            500,
            'internal',
          );
          await expectStatus(token, 'GET', 200);
        } finally {
          issuer.out = false;
        }
      },
    },
    {
      name: 'authorizer: one that fails to start is 500, but not for tokens that the gateway remembers',
      run: async () => {
        const [remembered, fresh] = [await deployment.newCaller(), await deployment.newCaller()];
        await expectStatus(remembered.token, 'GET', 200);
        const name = deployment.authorizerFunction;
        assert.ok(name !== undefined, 'this deployment has an authorizer function');
        const answer = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`, {
          method: 'PUT',
          body: JSON.stringify({ Environment: { Variables: {} } }),
        });
        assert.equal(answer.status, 200);
        await expectStatus(fresh.token, 'GET', 500, 'internal');
        await expectStatus(remembered.token, 'GET', 200);
        await expectStatus(remembered.token, 'POST', 403, 'forbidden');
      },
    },
  ];
}
