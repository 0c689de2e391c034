/** A program that uses the client as its README says, for the server whose URL it is given. It prints what it saw, as JSON. */
export const CONSUMER = `
import { NotesApiError, NotesClient, NotesConnectionError, type Note, type ProblemCode } from '@notes/client';

export async function use(baseUrl: string): Promise<unknown> {
  const client = new NotesClient({ baseUrl, accessToken: async ({ forceRefresh }) => (forceRefresh ? 'fresh' : 'stale') });
  const created: Note = await client.create({ noteid: 'note1', note: 'one' });
  const replaced = await client.replace(created, 'two', { signal: new AbortController().signal });
  const all: string[] = [];
  for await (const note of client.notes({ order: 'desc' })) all.push(note.note);
  let code: ProblemCode | undefined;
  try {
    await client.get('missing');
  } catch (error) {
    if (error instanceof NotesApiError) code = error.code;
    else if (error instanceof NotesConnectionError) throw error;
  }
  return { created, replaced, all, code };
}
`;

/** Runs {@link CONSUMER}. */
export const RUNNER = `
import { use } from './consumer.js';

console.log(JSON.stringify(await use(process.argv[2])));
`;

/** Wrong uses by what is wrong, with the compiler's error. */
export const WRONG_USES: Readonly<Record<string, { readonly statement: string; readonly error: string }>> = {
  'a client without tokens': {
    statement: `new NotesClient({ baseUrl: 'https://notes.example' });`,
    error: 'TS2345',
  },
  'a token that is not waited for': {
    statement: `new NotesClient({ baseUrl: '', accessToken: () => 'token' });`,
    error: 'TS2322',
  },
  'a note without a text': { statement: `void client.create({ noteid: 'note1' });`, error: 'TS2345' },
  'an id where a note is needed': { statement: `void client.replace('note1', 'text');`, error: 'TS2345' },
  'a note that cannot change its text': { statement: `note.note = 'other';`, error: 'TS2540' },
  'an etag that may be absent': { statement: `const etag: string = note.etag;`, error: 'TS2322' },
  'an order that there is not': { statement: `void client.list({ order: 'newest' });`, error: 'TS2322' },
  'a code that there is not': {
    statement: `if (error.code === 'note-locked') throw error;`,
    error: 'TS2367',
  },
  'what is inside the package': {
    statement: `void import('@notes/client/dist/schema.js');`,
    error: 'TS2307',
  },
};

/** A module of the given statement, with what they all need around it. */
export const wrongModule = (statement: string): string => `
import { NotesApiError, NotesClient, type Note } from '@notes/client';

export function wrong(client: NotesClient, note: Note, error: NotesApiError): void {
  ${statement}
  void [client, note, error];
}
`;
