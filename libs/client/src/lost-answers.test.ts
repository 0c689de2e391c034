import fc from 'fast-check';
import { type Note, NotesClient, NotesConnectionError } from './index.ts';
import { type NotesApi, notesApi } from './test-support/notes-api.ts';

/** What becomes of a request; all but the first three leave it carried out. */
type Fault =
  'request lost' | 'refused' | 'throttled' | 'answer lost' | 'answer cut off' | 'answer replaced' | 'none';

const FAULTS: readonly Fault[] = [
  'request lost',
  'refused',
  'throttled',
  'answer lost',
  'answer cut off',
  'answer replaced',
  'none',
];

const brokenStream = () =>
  new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) });

function faultyFetch({ fetch }: NotesApi, faults: Fault[]): typeof globalThis.fetch {
  return async (input, init) => {
    const fault = faults.shift() ?? 'none';
    if (fault === 'request lost') throw new TypeError('fetch failed');
    if (fault === 'refused') return Response.json({ code: 'unavailable' }, { status: 503 });
    if (fault === 'throttled') return Response.json({ message: 'Too Many Requests' }, { status: 429 });
    const response = await fetch(input, init);
    if (fault === 'answer lost') throw new TypeError('fetch failed');
    if (fault === 'answer cut off') return new Response(brokenStream(), { status: 200 });
    if (fault === 'answer replaced') return new Response('<h1>Bad Gateway</h1>', { status: 502 });
    return response;
  };
}

function clientOf(api: NotesApi, faults: Fault[] = []): NotesClient {
  return new NotesClient({
    baseUrl: api.baseUrl,
    accessToken: async () => 'ada',
    fetch: faultyFetch(api, faults),
    retry: { attempts: 3, sleep: async () => undefined },
  });
}

/** As a queue of writes does: the same call again until the service has said something about it. */
async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isSilent =
        error instanceof NotesConnectionError ||
        ['unavailable', 'too-many-requests'].includes((error as { code: string }).code);
      if (!isSilent) throw error;
    }
  }
}

type Write =
  | { readonly kind: 'create'; readonly text: string }
  | { readonly kind: 'replace'; readonly text: string; readonly state: number; readonly listed: boolean }
  | { readonly kind: 'delete'; readonly state: number; readonly listed: boolean };

const text = fc.constantFrom('one', 'two', 'three');
// Mostly the latest state; now and then one that is out of date.
const state = fc.constantFrom(0, 0, 0, 1, 2);
// As a page gives it: without its etag.
const listed = fc.boolean();
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), text }),
  fc.record({ kind: fc.constant('replace' as const), text, state, listed }),
  fc.record({ kind: fc.constant('delete' as const), state, listed }),
);

/** What the note must be if each write is carried out once. */
class Model {
  /** Every state that there was, the latest first. */
  readonly seen: Note[] = [];
  now: Note | undefined;
  #predecessor: Note | undefined;

  /** The code of the refusal that the write must meet, if any. */
  refusal(write: Write, given: Note | undefined): string | undefined {
    if (write.kind === 'create') {
      return this.now && this.now.note !== write.text ? 'note-exists' : undefined;
    }
    if (!this.now) return write.kind === 'replace' ? 'note-not-found' : undefined;
    const isAgain = write.kind === 'replace' && write.text === this.now.note && given === this.#predecessor;
    return given === this.now || isAgain ? undefined : 'version-mismatch';
  }

  /** The version that the note must have after the write. */
  version(write: Write, given: Note | undefined): number {
    if (!this.now) return 1;
    return write.kind === 'replace' && given === this.now ? this.now.version + 1 : this.now.version;
  }

  changeTo(note: Note | undefined, predecessor: Note | undefined): void {
    if (note?.etag === this.now?.etag) return;
    this.now = note;
    this.#predecessor = predecessor;
    if (note) this.seen.unshift(note);
  }
}

describe('under lost requests and lost answers', () => {
  it('no acknowledged write is lost and none is carried out twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 12 }),
        fc.array(fc.constantFrom(...FAULTS), { maxLength: 40 }),
        async (writes, faults) => {
          const api = notesApi();
          const client = clientOf(api, [...faults]);
          const model = new Model();
          for (const each of writes) await carryOut(each, client, clientOf(api), model);
        },
      ),
      { numRuns: 300 },
    );
  });
});

async function carryOut(
  write: Write,
  client: NotesClient,
  onlooker: NotesClient,
  model: Model,
): Promise<void> {
  const given = write.kind === 'create' ? undefined : model.seen[write.state];
  if (write.kind !== 'create' && !given) return;
  const refusal = model.refusal(write, given);
  const version = model.version(write, given);
  const outcome = await untilAnswered(async () => {
    if (write.kind === 'create') return client.create({ noteid: 'note1', note: write.text });
    const { etag, ...rest } = given as Note;
    const note = { ...rest, ...(!write.listed && etag !== undefined && { etag }) };
    return write.kind === 'replace' ? client.replace(note, write.text) : client.delete(note);
  }).catch((error: unknown) => (error as { code: string }).code);
  const stored = await onlooker.get('note1').catch(() => undefined);
  if (refusal !== undefined) {
    expect(outcome).toBe(refusal);
    expect(stored).toEqual(model.now);
    return;
  }
  if (write.kind === 'delete') {
    expect([outcome, stored]).toEqual([undefined, undefined]);
    model.changeTo(undefined, undefined);
    return;
  }
  expect(outcome).toEqual(stored);
  expect(stored).toMatchObject({ note: write.text, version });
  model.changeTo(stored, given);
}

describe('when somebody else writes while an answer is lost', () => {
  const lostThen = (api: NotesApi, rival: () => Promise<unknown>) => {
    const fetch = faultyFetch(api, ['answer lost']);
    let calls = 0;
    return new NotesClient({
      baseUrl: api.baseUrl,
      accessToken: async () => 'ada',
      fetch: async (input, init) => fetch(input, init).finally(async () => ++calls === 1 && (await rival())),
      retry: { sleep: async () => undefined },
    });
  };

  it('a replace does not overwrite what came after it', async () => {
    const api = notesApi();
    const rival = clientOf(api);
    const note = await rival.create({ noteid: 'note1', note: 'one' });
    const client = lostThen(api, async () => rival.replace(await rival.get('note1'), 'three'));
    await expect(client.replace(note, 'two')).rejects.toMatchObject({ code: 'version-mismatch' });
    expect(await rival.get('note1')).toMatchObject({ note: 'three', version: 3 });
  });

  it('a delete does not remove the note that was created after it', async () => {
    const api = notesApi();
    const rival = clientOf(api);
    const note = await rival.create({ noteid: 'note1', note: 'one' });
    const client = lostThen(api, () => rival.create({ noteid: 'note1', note: 'one' }));
    await expect(client.delete(note)).rejects.toMatchObject({ code: 'version-mismatch' });
    expect(await rival.get('note1')).toMatchObject({ note: 'one', version: 1 });
  });

  it('a create does not overwrite what came after it', async () => {
    const api = notesApi();
    const rival = clientOf(api);
    const client = lostThen(api, async () => rival.replace(await rival.get('note1'), 'two'));
    await expect(client.create({ noteid: 'note1', note: 'one' })).rejects.toMatchObject({
      code: 'note-exists',
    });
    expect(await rival.get('note1')).toMatchObject({ note: 'two', version: 2 });
  });
});
