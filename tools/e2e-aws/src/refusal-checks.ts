import assert from 'node:assert/strict';
import type { HttpApiSubject } from '@notes/contracts';
import type { FrontDoor } from './front-doors.ts';
import type { Check } from './runner.ts';

const ROUTES = [
  ['POST', '/notes'],
  ['GET', '/notes'],
  ['GET', '/notes/note1'],
  ['PUT', '/notes/note1'],
  ['DELETE', '/notes/note1'],
] as const;

/** What the gateway refuses by itself, by the status that this front door is documented to give. */
export function refusalChecks({ refusals }: FrontDoor, subject: HttpApiSubject): Check[] {
  const { noToken, unknownRoute, otherUse } = refusals;
  const send = (method: string, path: string, token?: string) =>
    fetch(subject.invokeUrl + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'If-Match': '*',
        ...(token !== undefined && { Authorization: token }),
      },
      ...((method === 'POST' || method === 'PUT') && {
        body: JSON.stringify(method === 'POST' ? { noteid: 'note1', note: 'text' } : { note: 'text' }),
      }),
    });
  const expectOnEveryRoute = async (status: number, token?: string) => {
    for (const [method, path] of ROUTES) {
      const answer = await send(method, path, token);
      assert.equal(answer.status, status, `${method} ${path} is ${answer.status}`);
    }
  };
  return [
    {
      name: `gateway: no token is ${noToken} on every route`,
      run: () => expectOnEveryRoute(noToken),
    },
    {
      name: `gateway: an unknown route is ${unknownRoute}`,
      run: async () => {
        const { token } = await subject.newCaller();
        for (const [method, path] of [
          ['GET', '/nothing'],
          ['PATCH', '/notes'],
          ['GET', '/notes/a/b'],
        ] as const) {
          assert.equal((await send(method, path, token)).status, unknownRoute, `${method} ${path}`);
        }
      },
    },
    ...(otherUse === undefined
      ? []
      : [
          {
            name: `gateway: a token of the other use is ${otherUse} on every route, and nothing is written`,
            run: async () => {
              const { token, otherUseToken } = await subject.newCaller();
              await expectOnEveryRoute(otherUse, otherUseToken);
              const list = await send('GET', '/notes', token);
              assert.deepEqual(await list.json(), { notes: [] });
            },
          },
        ]),
  ];
}
