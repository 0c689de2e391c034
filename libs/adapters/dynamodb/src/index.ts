export { createDocumentClient } from './document-client.ts';
export type { DocumentClientOptions } from './document-client.ts';
export { DynamoDbNoteRepository } from './dynamodb-note-repository.ts';
export type { DynamoDbNoteRepositoryOptions } from './dynamodb-note-repository.ts';
export { environmentCredentials } from './environment-credentials.ts';
export type { Environment } from './environment-credentials.ts';
export { notesTableActions, notesTableSchema } from './notes-table.ts';
