/** Prints how a repository fails whose table hangs up on every request. A program: Jest replaces the Error that the SDK looks for. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NoteError, noteId, userId } from '@notes/domain';
import { createDocumentClient } from '../src/document-client.ts';
import { DynamoDbNoteRepository } from '../src/dynamodb-note-repository.ts';

let requests = 0;
const server = createServer((request) => {
  requests++;
  request.socket.destroy();
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const client = createDocumentClient({ endpoint, region: 'us-east-1', credentials });
const repository = new DynamoDbNoteRepository({ client, tableName: 'Notes' });
const error: unknown = await repository
  .get(userId('alice'), noteId('note-1'))
  .catch((reason: unknown) => reason);

const { code, cause } = error instanceof NoteError ? error : new NoteError('internal', 'no NoteError');
console.log(JSON.stringify({ code, cause: (cause as NodeJS.ErrnoException).code, requests }));
client.destroy();
server.close();
