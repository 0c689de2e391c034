import { type Note, type NotesClient, NotesApiError } from '@notes/client';
import type { Sending, ServedNote } from './note-record.ts';

export type Outcome =
  | { readonly kind: 'confirmed'; readonly served: ServedNote }
  | { readonly kind: 'deleted' }
  /** The note is in another state than the request expected, or gone. */
  | { readonly kind: 'changed-elsewhere'; readonly theirs: ServedNote | undefined }
  /** The service will never take this; a sentence for the person. */
  | { readonly kind: 'refused'; readonly sentence: string };

export function servedNote({ note, version, createdAt, updatedAt, etag }: Note): ServedNote {
  return { text: note, version, createdAt, updatedAt, ...(etag !== undefined && { etag }) };
}

/**
 * Sends a request that was taken down, for the first time or again.
 *
 * @throws what the client throws where the answer is not known or says nothing of this note: sending it again, as it is, is safe
 */
export async function send(
  client: NotesClient,
  noteid: string,
  sending: Sending,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    switch (sending.kind) {
      case 'create': {
        const note = await client.create({ noteid, note: sending.text }, { signal });
        return { kind: 'confirmed', served: servedNote(note) };
      }
      case 'replace': {
        const note = await client.replace(clientNote(noteid, sending.base), sending.text, { signal });
        return { kind: 'confirmed', served: servedNote(note) };
      }
      case 'delete':
        await client.delete(clientNote(noteid, sending.base), { signal });
        return { kind: 'deleted' };
    }
  } catch (error) {
    if (!(error instanceof NotesApiError)) throw error;
    switch (error.code) {
      case 'note-exists':
      case 'version-mismatch':
      case 'note-not-found':
        return { kind: 'changed-elsewhere', theirs: await currentState(client, noteid, signal) };
      case 'note-too-large':
        return { kind: 'refused', sentence: 'This note is too long to be saved. Split it into several.' };
      case 'invalid-request':
      case 'unsupported-media-type':
      case 'precondition-required':
      case 'forbidden':
        return { kind: 'refused', sentence: refusal(sending) };
      default:
        throw error;
    }
  }
}

const refusal = ({ kind }: Sending): string =>
  kind === 'delete'
    ? 'The service refused to delete this note.'
    : 'The service refused to save this text. It stays on this device; change it to try again.';

async function currentState(
  client: NotesClient,
  noteid: string,
  signal: AbortSignal,
): Promise<ServedNote | undefined> {
  try {
    return servedNote(await client.get(noteid, { signal }));
  } catch (error) {
    if (error instanceof NotesApiError && error.code === 'note-not-found') return undefined;
    throw error;
  }
}

const clientNote = (noteid: string, { text, ...rest }: ServedNote): Note => ({ noteid, note: text, ...rest });
