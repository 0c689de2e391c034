/** Reads a note with credentials from wherever the SDK finds any. Where the table is, too, the environment says. */
import { noteId, userId } from '@notes/domain';
import { createDocumentClient } from '../src/document-client.ts';
import { DynamoDbNoteRepository } from '../src/dynamodb-note-repository.ts';

const client = createDocumentClient();
const repository = new DynamoDbNoteRepository({ client, tableName: 'Notes' });
await repository.get(userId('alice'), noteId('note-1'));
client.destroy();
