import assert from 'node:assert/strict';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { NotesHandler } from '@notes/lambda';
import { OWNER, NOTE_ID, PAGE, REVISION, TABLE, TEXT, item, pageIds } from './fixtures.ts';
import { restEvent } from './rest-event.ts';

/** One operation, by the handler and by a bare document client. Both reject when what comes back is wrong. */
export interface Operation {
  readonly name: string;
  readonly ours: () => Promise<void>;
  readonly bare: () => Promise<void>;
}

const IDS = pageIds();

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const KEY = { userId: OWNER, noteId: NOTE_ID };
const context = { awsRequestId: 'invocation' } as never;

/** The five operations of the API, each with the command that the repository sends for it. */
export function operationsOf(handler: NotesHandler, client: DynamoDBDocumentClient): readonly Operation[] {
  const call = async (event: Parameters<NotesHandler>[0], statusCode: number) => {
    const answer = (await handler(event, context)) as Answer;
    assert.equal(answer.statusCode, statusCode, answer.body);
    return answer;
  };

  let page: string | undefined;

  const create = restEvent('POST', { body: { noteid: NOTE_ID, note: TEXT } });
  const get = restEvent('GET', { noteid: NOTE_ID });
  const list = restEvent('GET', {});
  const ifMatch = { 'If-Match': `"${REVISION}"` };
  const replace = restEvent('PUT', { noteid: NOTE_ID, body: { note: TEXT }, headers: ifMatch });
  const remove = restEvent('DELETE', { noteid: NOTE_ID, headers: ifMatch });

  return [
    {
      name: 'create',
      // Its times and its revision are new each time, so here the text has to do.
      ours: async () => {
        const { body, headers } = await call(create, 201);
        assert(headers['ETag'] && body.includes(NOTE_TEXT));
      },
      bare: async () => {
        const { $metadata } = await client.send(
          new PutCommand({
            TableName: TABLE,
            Item: item(),
            ConditionExpression: 'attribute_not_exists(#userId)',
            ExpressionAttributeNames: { '#userId': 'userId' },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        assert.equal($metadata.httpStatusCode, 200);
      },
    },
    {
      name: 'get',
      ours: async () => {
        assert.equal((await call(get, 200)).body, NOTE);
      },
      bare: async () => {
        const { Item } = await client.send(
          new GetCommand({ TableName: TABLE, Key: KEY, ConsistentRead: true }),
        );
        assertItem(Item);
      },
    },
    {
      name: 'list',
      ours: async () => {
        const { body } = await call(list, 200);
        page ??= checkedPage(body);
        assert(body === page, 'the wrong page');
      },
      bare: async () => {
        const { Items = [] } = await client.send(
          new QueryCommand({
            TableName: TABLE,
            KeyConditionExpression: '#userId = :userId',
            ExpressionAttributeNames: { '#userId': 'userId' },
            ExpressionAttributeValues: { ':userId': OWNER },
            ConsistentRead: true,
            ScanIndexForward: true,
            Limit: PAGE + 1,
          }),
        );
        assert.equal(Items.length, PAGE + 1);
        Items.forEach(assertItem);
      },
    },
    {
      name: 'replace',
      ours: async () => {
        assert.equal((await call(replace, 200)).body, NOTE);
      },
      bare: async () => {
        const { Attributes } = await client.send(new UpdateCommand(UPDATE));
        assertItem(Attributes);
      },
    },
    {
      name: 'delete',
      ours: async () => {
        await call(remove, 204);
      },
      bare: async () => {
        const { $metadata } = await client.send(
          new DeleteCommand({
            TableName: TABLE,
            Key: KEY,
            ConditionExpression: 'attribute_not_exists(#userId) OR #revision = :expected',
            ExpressionAttributeNames: { '#userId': 'userId', '#revision': 'revision' },
            ExpressionAttributeValues: { ':expected': REVISION },
          }),
        );
        assert.equal($metadata.httpStatusCode, 200);
      },
    },
  ];
}

const UPDATE = {
  TableName: TABLE,
  Key: KEY,
  UpdateExpression:
    'SET #note = :text, #updatedAt = :updatedAt, #version = #version + :one, #predecessor = #revision, #revision = :new',
  ConditionExpression:
    '#version >= :one AND attribute_type(#createdAt, :string) AND attribute_type(#note, :string)' +
    ' AND #revision <> :new AND #revision = :expected',
  ExpressionAttributeNames: {
    ...{ '#note': 'note', '#createdAt': 'createdAt', '#updatedAt': 'updatedAt' },
    ...{ '#version': 'version', '#revision': 'revision', '#predecessor': 'predecessor' },
  },
  ExpressionAttributeValues: {
    ...{ ':text': TEXT, ':updatedAt': item().updatedAt, ':one': 1, ':new': REVISION, ':string': 'S' },
    ':expected': REVISION,
  },
  ReturnValues: 'ALL_NEW',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

/** What the handler must answer, as text: to parse each answer would be work that is the bench's own. */
const NOTE = JSON.stringify(wireNote(NOTE_ID));
const NOTE_TEXT = `"note":${JSON.stringify(TEXT)},`;

/** A page that was looked at closely. */
function checkedPage(body: string): string {
  const { notes, nextCursor } = JSON.parse(body) as { notes: object[]; nextCursor?: string };
  assert.deepEqual(notes, IDS.slice(0, PAGE).map(wireNote));
  assert(nextCursor);
  return body;
}

function wireNote(id: string): object {
  const { noteId, note, createdAt, updatedAt, version } = item(id);
  return { noteid: noteId, note, createdAt, updatedAt, version };
}

function assertItem(found: Readonly<Record<string, unknown>> = {}, index = 0): void {
  const { noteId, note, version } = found;
  assert(noteId === IDS[index] && note === TEXT && version === 1, 'the wrong item');
}
