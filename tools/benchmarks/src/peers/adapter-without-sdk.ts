/** What apps/notes-api takes of `@notes/adapter-dynamodb`, without the SDK: bundled in its place, it gives the floor of a cold start. */

export { HandSignedNoteRepository as DynamoDbNoteRepository } from './hand-signed-note-repository.ts';

/** Requests are signed with what the environment holds, and there is no client. */
export function environmentCredentials(): void {}
export function createDocumentClient(): void {}
