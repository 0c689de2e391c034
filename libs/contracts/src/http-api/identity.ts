import assert from 'node:assert/strict';
import { type TestKey, createTestKey, forgeToken, rs256, unsigned } from '../token-validator/forge.ts';
import { type Caller, client, getWithHeaderLines, notePath, signIn, uniqueId } from './client.ts';
import { createdNote, listPages, oneNote, onePage, write } from './notes.ts';
import { assertStatus } from './problem.ts';
import { deleted } from './replace-and-delete.ts';
import type { HttpApiCase } from './subject.ts';

/** Somebody who signs tokens and is no issuer; the same one in all cases, as a key pair is slow to make. */
let strangersKey: Promise<TestKey> | undefined;
const stranger = (): Promise<TestKey> => (strangersKey ??= createTestKey('stranger'));

/** Values of `Authorization` that let nobody in; undefined leaves the header out. */
const refusedValues: Readonly<
  Record<string, (caller: Caller) => string | undefined | Promise<string | undefined>>
> = {
  'no token': () => undefined,
  'an empty header': () => '',
  'a scheme without a token': () => 'Bearer ',
  'what is no JWT': () => 'secret',
  'three parts that are no JWT': () => 'a.b.c',
  'another scheme': ({ token }) => `Basic ${token}`,
  'two tokens in one header': ({ token }) => `${token}, ${token}`,
  'a token with something behind it': ({ token }) => `${token} x`,
  'a token with a fourth part': ({ token }) => `${token}.e30`,
  'a token cut short': ({ token }) => token.slice(0, -10),
  'a token of the other use': ({ otherUseToken }) => otherUseToken,
  'a token whose payload was altered': (caller) => {
    const [header, , signature] = caller.token.split('.');
    return `${header}.${encoded({ ...claimsOf(caller), sub: 'somebody-else' })}.${signature}`;
  },
  'a token whose payload says another use': (caller) => {
    const [header, , signature] = caller.otherUseToken.split('.');
    return `${header}.${encoded(claimsOf(caller))}.${signature}`;
  },
  'a token whose signature was altered': ({ token }) => {
    const [header, payload, signature = ''] = token.split('.');
    return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  },
  'a token without its signature': ({ token }) => token.slice(0, token.lastIndexOf('.') + 1),
  'an unsecured token (alg none)': (caller) =>
    forgeToken({ ...headerOf(caller), alg: 'none' }, claimsOf(caller), unsigned),
  'an unsecured token with a signature': (caller) =>
    forgeToken({ ...headerOf(caller), alg: 'none' }, claimsOf(caller), () => Buffer.from('signature')),
  "a stranger's signature under the pool's kid": async (caller) =>
    forgeToken(headerOf(caller), claimsOf(caller), rs256(await stranger())),
  "a stranger's signature under a kid of its own": async (caller) =>
    forgeToken({ kid: 'stranger', alg: 'RS256' }, claimsOf(caller), rs256(await stranger())),
};

function headerOf({ token }: Caller): Record<string, unknown> {
  return decoded(token.split('.')[0]);
}

/** What the caller's token says. */
export function claimsOf({ token }: Caller): Record<string, unknown> {
  return decoded(token.split('.')[1]);
}

function decoded(part = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export const identityCases: readonly HttpApiCase[] = [
  ...Object.entries(refusedValues).map(([kind, valueOf]): HttpApiCase => ({
    name: `identity: ${kind} is 401, and nothing is written`,
    async run(subject) {
      const caller = await signIn(subject);
      const authorization = await valueOf(caller);
      const body = { noteid: uniqueId(), note: 'x' };
      // First while nobody has seen the genuine token, then when an authorizer may remember it.
      for (let round = 0; round < 2; round++) {
        assertStatus(await caller.send('POST', '/notes', { authorization, body }), 401);
        assertStatus(await caller.send('GET', '/notes', { authorization }), 401);
        assert.deepEqual((await listPages(caller)).flat(), []);
      }
    },
  })),
  {
    name: 'identity: two Authorization headers are 401',
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const foreign = 'not-a-token';
      onePage(await getWithHeaderLines(subject, '/notes', [alice.token]));
      for (const lines of [
        [alice.token, alice.token],
        [alice.token, bob.token],
        [alice.token, foreign],
        [foreign, alice.token],
      ]) {
        assertStatus(await getWithHeaderLines(subject, '/notes', lines), 401);
      }
    },
  },
  {
    name: 'identity: a token anywhere else than in Authorization is 401',
    async run(subject) {
      const { token } = await signIn(subject);
      const send = client(subject);
      assertStatus(await send('GET', `/notes?access_token=${token}`), 401);
      assertStatus(await send('GET', '/notes', { headers: { Cookie: `token=${token}` } }), 401);
      assertStatus(await send('GET', '/notes', { headers: { 'X-Authorization': token } }), 401);
    },
  },
  {
    name: 'identity: every route wants a token',
    async run(subject) {
      const caller = await signIn(subject);
      const stored = await write(caller, uniqueId());
      const path = notePath(stored.note.noteid);
      for (const authorization of [undefined, caller.otherUseToken]) {
        const send = (method: string, at: string, body?: unknown) =>
          caller.send(method, at, { authorization, headers: { 'If-Match': '*' }, body });
        assertStatus(await send('POST', '/notes', { noteid: uniqueId(), note: 'x' }), 401);
        assertStatus(await send('GET', '/notes'), 401);
        assertStatus(await send('GET', path), 401);
        assertStatus(await send('PUT', path, { note: 'x' }), 401);
        assertStatus(await send('DELETE', path), 401);
      }
      assert.deepEqual((await listPages(caller)).flat(), [stored.note]);
    },
  },
  {
    name: 'identity: the token may be bare or behind Bearer in any case, for the same user',
    async run(subject) {
      const caller = await signIn(subject);
      const { note } = await write(caller, uniqueId());
      for (const scheme of ['', 'Bearer ', 'bearer ', 'BEARER ', 'bEaReR ']) {
        const answer = await caller.send('GET', '/notes', { authorization: scheme + caller.token });
        assert.deepEqual(onePage(answer).notes, [note]);
      }
    },
  },
  {
    name: 'identity: one token is good for every route, in any order',
    async run(subject) {
      for (const first of ['list', 'create', 'read', 'replace', 'remove'] as const) {
        const caller = await signIn(subject);
        const noteid = uniqueId();
        // What an authorizer said of the first of a token's requests is kept for the others.
        const opening = {
          list: () => caller.list(),
          create: () => caller.create(uniqueId(), 'x'),
          read: () => caller.read(noteid),
          replace: () => caller.replace(noteid, 'x', '*'),
          remove: () => caller.remove(noteid),
        };
        const { status } = await opening[first]();
        assert.ok(status !== 401 && status !== 403, `${first} as the first request is ${status}`);
        const { etag } = createdNote(await caller.create(noteid, 'text'));
        onePage(await caller.list());
        oneNote(await caller.read(noteid));
        oneNote(await caller.replace(noteid, 'second text', etag));
        deleted(await caller.remove(noteid));
      }
    },
  },
  {
    name: 'identity: an unknown route is 403',
    async run(subject) {
      const caller = await signIn(subject);
      const path = notePath(uniqueId());
      for (const [method, at] of [
        ['GET', '/nothing'],
        ['GET', '/notes/a/b'],
        ['GET', '/Notes'],
        ['DELETE', '/notes'],
        ['PATCH', '/notes'],
        ['POST', path],
      ] as const) {
        assertStatus(await caller.send(method, at), 403);
      }
    },
  },
  {
    name: 'identity: an expired token is 401, whether or not it was used before',
    capability: 'expiry',
    async run(subject) {
      assert.ok(subject.expireTokens, 'the capability expiry is declared, so expireTokens is needed');
      const [used, fresh] = [await signIn(subject), await signIn(subject)];
      const { note } = await write(used, uniqueId());
      await subject.expireTokens();
      for (const caller of [used, fresh]) {
        assertStatus(await caller.list(), 401);
        assertStatus(await caller.create(uniqueId(), 'x'), 401);
        assertStatus(await caller.remove(note.noteid), 401);
      }
      onePage(await (await signIn(subject)).list());
    },
  },
  {
    name: 'identity: tokens signed with new keys are accepted, and those of before still are',
    capability: 'key-rotation',
    async run(subject) {
      assert.ok(subject.rotateKeys, 'the capability key-rotation is declared, so rotateKeys is needed');
      const [used, unused] = [await signIn(subject), await signIn(subject)];
      onePage(await used.list());
      await subject.rotateKeys();
      const late = await signIn(subject);
      assert.notEqual(headerOf(late)['kid'], headerOf(used)['kid']);
      for (const caller of [late, used, unused]) onePage(await caller.list());
      assertStatus(await client(subject)('GET', '/notes', { authorization: late.otherUseToken }), 401);
    },
  },
];
