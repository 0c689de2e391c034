import {
  type Attributes,
  ConditionFailed,
  createDynamo,
  fromAttributes,
  toAttributes,
} from './hand-signed-dynamodb.ts';
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

/** The notes API with nothing but Node: requests signed by hand, input checked by hand. The floor of what a function that does this costs. */

const dynamo = createDynamo(process.env, (isPassing) => new Problem(isPassing ? 'unavailable' : 'internal'));

const toNote = (item: Attributes) => fromAttributes(item) as unknown as StoredNote;

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

const NOTE_ID = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}$/;

function invalid(pointer: string): Problem {
  return new Problem('invalid-request', [{ pointer, detail: 'is not valid' }]);
}

function noteIdOf(value: unknown): string {
  if (typeof value !== 'string' || !NOTE_ID.test(value)) throw invalid('#/noteid');
  return value;
}

function members(event: ProxyEvent, names: readonly string[]): Readonly<Record<string, unknown>> {
  const body = jsonBody(event);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('#');
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`#/${unknown}`);
  return body as Record<string, unknown>;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '' || !value.isWellFormed()) throw invalid('#/note');
  if (Buffer.byteLength(value) > 262_144) throw new Problem('note-too-large');
  return value;
}

function keyOf(owner: string, { pathParameters }: ProxyEvent): Attributes {
  return toAttributes({ userId: owner, noteId: noteIdOf(pathParameters?.['noteid']) });
}

async function read(Key: Attributes): Promise<StoredNote | undefined> {
  const { Item } = await dynamo('GetItem', { Key, ConsistentRead: true });
  return Item && toNote(Item);
}

async function create(owner: string, event: ProxyEvent): Promise<Success> {
  const body = members(event, ['noteid', 'note']);
  const noteId = noteIdOf(body['noteid']);
  let item = newNote(owner, noteId, textOf(body['note']));
  try {
    const ConditionExpression = 'attribute_not_exists(userId)';
    await dynamo('PutItem', { Item: toAttributes(item), ConditionExpression });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const stored = await read(toAttributes({ userId: owner, noteId }));
    if (stored?.note !== item.note) throw new Problem('note-exists');
    item = stored;
  }
  const Location = `${event.requestContext.path}/${noteId}`;
  return {
    status: 201,
    headers: { Location, ...etag(item) },
    body: { message: 'Note created', ...wireNote(item) },
  };
}

async function get(owner: string, event: ProxyEvent): Promise<Success> {
  const found = await read(keyOf(owner, event));
  if (!found) throw new Problem('note-not-found');
  if (header(event, 'if-none-match') === etag(found).ETag) return { status: 304, headers: etag(found) };
  return { status: 200, headers: etag(found), body: wireNote(found) };
}

async function list(owner: string, event: ProxyEvent): Promise<Success> {
  const { limit = '20', order = 'asc', cursor, ...others } = event.queryStringParameters ?? {};
  if (!/^(?:[1-9][0-9]?|100)$/.test(limit)) throw invalid('#/query/limit');
  if (order !== 'asc' && order !== 'desc') throw invalid('#/query/order');
  for (const name of Object.keys(others)) throw invalid(`#/query/${name}`);
  const start = cursor !== undefined && { userId: owner, noteId: decodeCursor(owner, order, cursor) };
  const { Items = [] } = await dynamo('Query', {
    KeyConditionExpression: 'userId = :userId',
    ExpressionAttributeValues: toAttributes({ ':userId': owner }),
    ConsistentRead: true,
    ScanIndexForward: order === 'asc',
    Limit: Number(limit) + 1,
    ...(start && { ExclusiveStartKey: toAttributes(start) }),
  });
  const notes = Items.slice(0, Number(limit)).map(toNote);
  const last = Items.length > notes.length ? notes.at(-1) : undefined;
  const nextCursor = last && { nextCursor: encodeCursor(owner, order, last.noteId) };
  return { status: 200, body: { notes: notes.map(wireNote), ...nextCursor } };
}

async function replace(owner: string, event: ProxyEvent): Promise<Success> {
  const expected = ifMatch(event);
  if (expected === undefined) throw new Problem('precondition-required');
  const Key = keyOf(owner, event);
  const text = textOf(members(event, ['note'])['note']);
  const values = {
    ...{ ':text': text, ':now': new Date().toISOString(), ':one': 1, ':new': crypto.randomUUID() },
    ...(expected !== '*' && { ':expected': expected }),
  };
  try {
    const { Attributes = {} } = await dynamo('UpdateItem', {
      Key,
      UpdateExpression:
        'SET note = :text, updatedAt = :now, #version = #version + :one, predecessor = revision, revision = :new',
      ConditionExpression: `attribute_exists(userId)${expected === '*' ? '' : ' AND revision = :expected'}`,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: toAttributes(values),
      ReturnValues: 'ALL_NEW',
    });
    const replaced = toNote(Attributes);
    return { status: 200, headers: etag(replaced), body: wireNote(replaced) };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const stored = await read(Key);
    if (!stored) throw new Problem('note-not-found');
    if (stored.predecessor !== expected || stored.note !== text) throw new Problem('version-mismatch');
    return { status: 200, headers: etag(stored), body: wireNote(stored) };
  }
}

async function remove(owner: string, event: ProxyEvent): Promise<Success> {
  const expected = ifMatch(event);
  try {
    await dynamo('DeleteItem', {
      Key: keyOf(owner, event),
      ...(expected !== undefined &&
        expected !== '*' && {
          ConditionExpression: 'attribute_not_exists(userId) OR revision = :expected',
          ExpressionAttributeValues: toAttributes({ ':expected': expected }),
        }),
    });
  } catch (error) {
    throw error instanceof ConditionFailed ? new Problem('version-mismatch') : error;
  }
  return { status: 204 };
}
