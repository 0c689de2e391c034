/** A program: answers every operation of DynamoDB at once, with what never changes. Prints its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { item, pageIds } from './fixtures.ts';

const attributes = (noteId?: string) =>
  Object.fromEntries(
    Object.entries(item(noteId)).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );

const notes = pageIds().map((noteId) => attributes(noteId));
const answers: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    GetItem: { Item: attributes() },
    PutItem: {},
    UpdateItem: { Attributes: attributes() },
    DeleteItem: {},
    Query: { Items: notes, Count: notes.length, ScannedCount: notes.length },
  }).map(([operation, answer]) => [`DynamoDB_20120810.${operation}`, JSON.stringify(answer)]),
);

const server = createServer((request, response) => {
  const answer = answers[String(request.headers['x-amz-target'])];
  request.resume().on('end', () => {
    response.writeHead(answer === undefined ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(answer);
  });
});
// An idle connection that is closed just when it is used again would be a retry in somebody's figures.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
