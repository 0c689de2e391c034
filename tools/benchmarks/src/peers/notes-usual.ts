import { ConditionalCheckFailedException, DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import {
  Problem,
  type ProxyAnswer,
  type ProxyEvent,
  type StoredNote,
  type Success,
  answer,
  decodeCursor,
  encodeCursor,
  etag,
  header,
  ifMatch,
  jsonBody,
  newNote,
  wireNote,
} from './rest-proxy.ts';

/** The notes API as it is usually written: one file, zod, and the aggregated document client with the SDK's own settings. */

const TableName = process.env['NOTES_TABLE_NAME'] ?? '';
const documents = DynamoDBDocument.from(new DynamoDB({}));

const noteid = z.string().regex(/^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}$/);
const note = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed());
const createBody = z.strictObject({ noteid, note });
const replaceBody = z.strictObject({ note });
const listQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9][0-9]?|100)$/)
    .default('20')
    .transform(Number),
  order: z.enum(['asc', 'desc']).default('asc'),
  cursor: z.string().min(1).max(512).optional(),
});

export function handler(event: ProxyEvent): Promise<ProxyAnswer> {
  return answer(event, (owner) => {
    switch (`${event.httpMethod} ${event.resource}`) {
      case 'POST /notes':
        return create(owner, event);
      case 'GET /notes':
        return list(owner, event);
      case 'GET /notes/{noteid}':
        return get(owner, event);
      case 'PUT /notes/{noteid}':
        return replace(owner, event);
      case 'DELETE /notes/{noteid}':
        return remove(owner, event);
      default:
        throw new Problem('forbidden');
    }
  });
}

function check<Schema extends z.ZodType>(schema: Schema, input: unknown, base: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const errors = error.issues.map(({ path, message }) => ({
    pointer: [base, ...path.map(String)].join('/'),
    detail: message,
  }));
  throw new Problem('invalid-request', errors);
}

function checkSize(text: string): void {
  if (Buffer.byteLength(text) > 262_144) throw new Problem('note-too-large');
}

function key(owner: string, { pathParameters }: ProxyEvent): { userId: string; noteId: string } {
  return { userId: owner, noteId: check(noteid, pathParameters?.['noteid'], '#/noteid') };
}

async function read(Key: { userId: string; noteId: string }): Promise<StoredNote | undefined> {
  const { Item } = await documents.get({ TableName, Key, ConsistentRead: true });
  return Item as StoredNote | undefined;
}

async function create(owner: string, event: ProxyEvent): Promise<Success> {
  const body = check(createBody, jsonBody(event), '#');
  checkSize(body.note);
  let item = newNote(owner, body.noteid, body.note);
  try {
    await documents.put({
      TableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(userId)',
    });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const stored = await read({ userId: owner, noteId: body.noteid });
    if (stored?.note !== body.note) throw new Problem('note-exists');
    item = stored;
  }
  const Location = `${event.requestContext.path}/${item.noteId}`;
  return {
    status: 201,
    headers: { Location, ...etag(item) },
    body: { message: 'Note created', ...wireNote(item) },
  };
}

async function get(owner: string, event: ProxyEvent): Promise<Success> {
  const found = await read(key(owner, event));
  if (!found) throw new Problem('note-not-found');
  if (header(event, 'if-none-match') === etag(found).ETag) return { status: 304, headers: etag(found) };
  return { status: 200, headers: etag(found), body: wireNote(found) };
}

async function list(owner: string, event: ProxyEvent): Promise<Success> {
  const { limit, order, cursor } = check(listQuery, event.queryStringParameters ?? {}, '#/query');
  const { Items = [] } = await documents.query({
    TableName,
    KeyConditionExpression: 'userId = :userId',
    ExpressionAttributeValues: { ':userId': owner },
    ConsistentRead: true,
    ScanIndexForward: order === 'asc',
    Limit: limit + 1,
    ...(cursor !== undefined && {
      ExclusiveStartKey: { userId: owner, noteId: decodeCursor(owner, order, cursor) },
    }),
  });
  const notes = (Items as StoredNote[]).slice(0, limit);
  const last = Items.length > limit ? notes.at(-1) : undefined;
  const nextCursor = last && { nextCursor: encodeCursor(owner, order, last.noteId) };
  return { status: 200, body: { notes: notes.map(wireNote), ...nextCursor } };
}

async function replace(owner: string, event: ProxyEvent): Promise<Success> {
  const expected = ifMatch(event);
  if (expected === undefined) throw new Problem('precondition-required');
  const Key = key(owner, event);
  const { note: text } = check(replaceBody, jsonBody(event), '#');
  checkSize(text);
  const { userId, noteId, revision } = newNote(owner, Key.noteId, text);
  try {
    const { Attributes } = await documents.update({
      TableName,
      Key: { userId, noteId },
      UpdateExpression:
        'SET note = :text, updatedAt = :now, #version = #version + :one, predecessor = revision, revision = :new',
      ConditionExpression: `attribute_exists(userId)${expected === '*' ? '' : ' AND revision = :expected'}`,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: {
        ...{ ':text': text, ':now': new Date().toISOString(), ':one': 1, ':new': revision },
        ...(expected !== '*' && { ':expected': expected }),
      },
      ReturnValues: 'ALL_NEW',
    });
    const replaced = Attributes as StoredNote;
    return { status: 200, headers: etag(replaced), body: wireNote(replaced) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const stored = await read(Key);
    if (!stored) throw new Problem('note-not-found');
    if (stored.predecessor !== expected || stored.note !== text) throw new Problem('version-mismatch');
    return { status: 200, headers: etag(stored), body: wireNote(stored) };
  }
}

async function remove(owner: string, event: ProxyEvent): Promise<Success> {
  const expected = ifMatch(event);
  try {
    await documents.delete({
      TableName,
      Key: key(owner, event),
      ...(expected !== undefined &&
        expected !== '*' && {
          ConditionExpression: 'attribute_not_exists(userId) OR revision = :expected',
          ExpressionAttributeValues: { ':expected': expected },
        }),
    });
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new Problem('version-mismatch');
    throw error;
  }
  return { status: 204 };
}
