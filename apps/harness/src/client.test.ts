import { ManualClock } from '@notes/adapter-in-memory';
import { type Note, NotesClient, type NotesClientOptions } from '@notes/client';
import { type Harness, startHarness } from './start-harness.ts';
import { keyPairRing as keyPairs } from './test-support/key-pair-ring.ts';

const PASSWORD = 'Correct-horse-7';
const HOUR = 3_600_000;

describe.each(['proxy', 'mapped'] as const)('the client and the API with %s integration', (integration) => {
  let harness: Harness;
  let clock: ManualClock;
  let users = 0;

  beforeAll(async () => {
    clock = new ManualClock(Date.now());
    harness = await startHarness({ integration, clock, keyPairs });
  });
  afterAll(() => harness.stop());

  /** Signs a new user up; each call of what is returned signs in once more. */
  const newUser = async () => {
    const email = `user-${++users}@example.com`;
    const { userPool } = harness;
    if (!userPool) throw new Error('There is no pool.');
    await userPool.addUser({ email, password: PASSWORD });
    return async () => (await userPool.signIn(email, PASSWORD)).accessToken;
  };

  const clientOf = (
    accessToken: NotesClientOptions['accessToken'],
    options: Partial<NotesClientOptions> = {},
  ) => new NotesClient({ baseUrl: `${harness.info.invokeUrl}/`, accessToken, ...options });

  const newClient = async (options: Partial<NotesClientOptions> = {}) => {
    const token = await (await newUser())();
    return clientOf(async () => token, options);
  };

  it('create, read, list, replace and delete a note', async () => {
    const client = await newClient();
    const created = await client.create({ noteid: '~note.1', note: 'Grüße 🌍\n"\\$#' });
    expect(created).toMatchObject({ noteid: '~note.1', note: 'Grüße 🌍\n"\\$#', version: 1 });
    expect(await client.create({ noteid: '~note.1', note: 'Grüße 🌍\n"\\$#' })).toEqual(created);
    expect(await client.get('~note.1')).toEqual(created);

    clock.advance(1);
    const replaced = await client.replace(created, 'two');
    expect(replaced).toMatchObject({ note: 'two', version: 2, createdAt: created.createdAt });
    expect(replaced.etag).not.toBe(created.etag);
    expect(await client.refresh(created)).toEqual(replaced);
    const { etag: _, ...listed } = replaced;
    expect(await client.list()).toEqual({ notes: [listed] });

    await client.delete(listed);
    await client.delete(replaced);
    expect(await client.list()).toEqual({ notes: [] });
    await expect(client.get('~note.1')).rejects.toMatchObject({ code: 'note-not-found', status: 404 });
  });

  it('say that nothing has changed', async () => {
    const client = await newClient();
    const note = await client.create({ noteid: 'note1', note: 'one' });
    const again = await client.refresh(note);
    expect(again).toEqual(note);
    // Mapping templates cannot answer 304.
    expect(again === note).toBe(integration === 'proxy');
  });

  it('refuse what is in conflict, or wrong', async () => {
    const client = await newClient();
    const note = await client.create({ noteid: 'note1', note: 'one' });
    await client.replace(note, 'two');
    const requestId = expect.stringMatching(/./);
    const changed = { name: 'NotesApiError', code: 'version-mismatch', status: 412, requestId };
    await expect(client.replace(note, 'three')).rejects.toMatchObject(changed);
    await expect(client.delete(note)).rejects.toMatchObject(changed);
    const exists = { code: 'note-exists', status: 409, requestId };
    await expect(client.create({ noteid: 'note1', note: 'three' })).rejects.toMatchObject(exists);
    await expect(client.list({ limit: 101 })).rejects.toMatchObject({
      code: 'invalid-request',
      status: 400,
      errors: [{ pointer: expect.any(String), detail: expect.any(String) }],
    });
    expect(await client.get('note1')).toMatchObject({ note: 'two', version: 2 });
  });

  it('get a fresh token when the one at hand has expired, once', async () => {
    const signIn = await newUser();
    let token = await signIn();
    const asked: boolean[] = [];
    const client = clientOf(async ({ forceRefresh }) => {
      asked.push(forceRefresh);
      if (forceRefresh) token = await signIn();
      return token;
    });
    await client.create({ noteid: 'note1', note: 'one' });
    clock.advance(HOUR);
    expect(await client.get('note1')).toMatchObject({ note: 'one' });
    expect(asked).toEqual([false, false, true]);

    const expired = token;
    clock.advance(HOUR);
    await expect(clientOf(async () => expired).get('note1')).rejects.toMatchObject({
      name: 'NotesApiError',
      code: 'unauthorized',
      status: 401,
    });
  });

  it('go through 250 notes, page by page', async () => {
    let requests = 0;
    const client = await newClient({
      fetch: (input, init) => {
        requests++;
        return fetch(input, init);
      },
    });
    const noteids = Array.from({ length: 250 }, (_, index) => `note-${String(index).padStart(3, '0')}`);
    for (const noteid of noteids) await client.create({ noteid, note: `text of ${noteid}` });
    requests = 0;
    const found: Note[] = [];
    for await (const note of client.notes()) found.push(note);
    expect(found.map(({ noteid }) => noteid)).toEqual(noteids);
    expect(found.at(-1)).toMatchObject({ note: 'text of note-249' });
    expect(requests).toBe(3);

    requests = 0;
    for await (const { noteid } of client.notes({ order: 'desc', pageSize: 7 })) {
      if (noteid === 'note-240') break;
    }
    expect(requests).toBe(2);
  });

  it('stop at once when the signal is aborted', async () => {
    const controller = new AbortController();
    let requests = 0;
    const client = await newClient({
      fetch: (input, init) => {
        requests++;
        const answer = fetch(input, init);
        controller.abort(new Error('enough'));
        return answer;
      },
    });
    const { signal } = controller;
    await expect(client.create({ noteid: 'note1', note: 'one' }, { signal })).rejects.toThrow('enough');
    expect(requests).toBe(1);
  });
});

it('the client says when nobody is there, after as many attempts as it may make', async () => {
  const harness = await startHarness({ keyPairs });
  await harness.stop();
  const waits: number[] = [];
  const client = new NotesClient({
    baseUrl: harness.info.invokeUrl,
    accessToken: async () => 'token',
    retry: {
      attempts: 3,
      sleep: async (delay) => {
        waits.push(delay);
      },
    },
  });
  await expect(client.list()).rejects.toMatchObject({ name: 'NotesConnectionError', status: undefined });
  expect(waits).toHaveLength(2);
});
