import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type NewNote, type Replacement, noteId, revision, userId } from '@notes/domain';
import {
  type SentCommand,
  recorded,
  returnItemsOfFailedConditions,
} from '../test-support/client-behaviour.ts';
import { damagedItems, mendableItems } from '../test-support/damaged-items.ts';
import { Emulator } from '../test-support/emulator.ts';
import { DynamoDbNoteRepository } from './dynamodb-note-repository.ts';
import { fromAttributeValues, parseItem } from './note-item.ts';

const alice = userId('alice');
const id = noteId('note-1');
const first: NewNote = { id, text: 'one', createdAt: 1_000, revision: revision('r-1') };
const change: Replacement = {
  text: 'two',
  updatedAt: 2_000,
  revision: revision('r-2'),
  expected: first.revision,
};

const emulator = new Emulator();
beforeAll(() => emulator.start());
afterAll(() => emulator.stop());

let client: DynamoDBClient;
let tableName: string;
let repository: DynamoDbNoteRepository;
let sent: SentCommand[];

beforeEach(async () => {
  tableName = await emulator.createTable();
  client = emulator.client();
  sent = recorded(client);
  repository = new DynamoDbNoteRepository({ client: DynamoDBDocumentClient.from(client), tableName });
});
afterEach(() => {
  client.destroy();
});

describe('what is sent', () => {
  const sentNames = (): string[] => sent.map(({ name }) => name);

  it('is one request for each call, and never a scan', async () => {
    await repository.create(alice, first);
    await repository.get(alice, id);
    await repository.list(alice, { limit: 10, order: 'asc' });
    await repository.replace(alice, id, change);
    await repository.delete(alice, id, change.revision);
    await repository.delete(alice, id);
    expect(sentNames()).toEqual([
      'PutItemCommand',
      'GetItemCommand',
      'QueryCommand',
      'UpdateItemCommand',
      'DeleteItemCommand',
      'DeleteItemCommand',
    ]);
  });

  it('names the owner as the partition and the one table, and reads consistently', async () => {
    await repository.create(alice, first);
    await repository.create(alice, first);
    await repository.get(alice, id);
    await repository.list(alice, { limit: 10, order: 'desc', after: id });
    await repository.replace(alice, id, change);
    await repository.replace(alice, id, change);
    await repository.delete(alice, id, change.revision);
    expect(sent).toHaveLength(9);
    for (const { name, input } of sent) {
      const {
        Key,
        Item,
        ExclusiveStartKey,
        ExpressionAttributeValues: values,
        KeyConditionExpression,
      } = input;
      expect(input['TableName']).toBe(tableName);
      if (name === 'QueryCommand') {
        expect(KeyConditionExpression).toBe('#userId = :userId');
        expect(values).toEqual({ ':userId': 'alice' });
        expect(ExclusiveStartKey).toEqual({ userId: 'alice', noteId: 'note-1' });
      } else {
        expect(Key ?? Item).toMatchObject({ userId: 'alice', noteId: 'note-1' });
      }
      if (['QueryCommand', 'GetItemCommand'].includes(name)) expect(input['ConsistentRead']).toBe(true);
    }
  });

  it('is a second request for a refused write only where the refusal does not carry the item', async () => {
    await repository.create(alice, first);
    await repository.create(alice, first);
    expect(sentNames()).toEqual(['PutItemCommand', 'PutItemCommand', 'GetItemCommand']);

    const other = emulator.client();
    const sentByOther = recorded(other);
    returnItemsOfFailedConditions(other);
    const careful = new DynamoDbNoteRepository({ client: DynamoDBDocumentClient.from(other), tableName });
    await careful.create(alice, first);
    // The read is the stand-in's own: the repository does not write attribute types in keys.
    expect(sentByOther.map(({ input }) => input['Key'])).toEqual([
      undefined,
      { userId: { S: 'alice' }, noteId: { S: 'note-1' } },
    ]);
    other.destroy();
  });

  it('is nothing when the repository is made', () => {
    expect(sent).toEqual([]);
  });
});

describe('a page', () => {
  it('is known to be the last one when it is', async () => {
    for (const name of ['a', 'b', 'c']) await repository.create(alice, { ...first, id: noteId(name) });
    expect(await repository.list(alice, { limit: 2, order: 'asc' })).toMatchObject({ next: 'b' });
    expect(await repository.list(alice, { limit: 3, order: 'asc' })).not.toHaveProperty('next');
  });

  it('that DynamoDB cut at a megabyte goes on behind the cut', async () => {
    const text = 'x'.repeat(256 * 1024);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      await repository.create(alice, { ...first, id: noteId(name), text });
    const page = await repository.list(alice, { limit: 100, order: 'asc' });
    expect(page.notes.length).toBeLessThan(6);
    expect(page.next).toBe(page.notes.at(-1)?.id);
  });
});

describe('a write that is refused while the note changes', () => {
  /** Acts right after each refusal of that command, before the repository looks what was in the way. */
  function afterEachRefusal(commandName: string, act: () => Promise<unknown>): void {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (context['commandName'] === commandName) await act();
          throw error;
        }
      },
      { step: 'initialize', name: 'afterEachRefusal' },
    );
  }
  const key = { userId: { S: 'alice' }, noteId: { S: 'note-1' } };
  const removeIt = (): Promise<unknown> =>
    client.send(new DeleteItemCommand({ TableName: tableName, Key: key }));

  it('is tried again when nothing is in the way of a create any longer', async () => {
    await repository.create(alice, { ...first, text: 'in the way' });
    afterEachRefusal('PutItemCommand', removeIt);
    expect(await repository.create(alice, first)).toMatchObject({ text: 'one', version: 1 });
  });

  it('is note-not-found when the note to replace has gone', async () => {
    await repository.create(alice, first);
    afterEachRefusal('UpdateItemCommand', removeIt);
    const stale = { ...change, expected: revision('r-0') };
    await expect(repository.replace(alice, id, stale)).rejects.toMatchObject({ code: 'note-not-found' });
  });

  it('is tried again when there is something to replace by now', async () => {
    let created = false;
    afterEachRefusal('UpdateItemCommand', async () => {
      if (!created) await repository.create(alice, first);
      created = true;
    });
    expect(await repository.replace(alice, id, { ...change, expected: '*' })).toMatchObject({
      text: 'two',
      version: 2,
    });
  });

  it.each([
    ['PutItemCommand', () => repository.create(alice, first)],
    ['UpdateItemCommand', () => repository.replace(alice, id, { ...change, expected: '*' })],
  ] as const)('is unavailable when that never ends (%s)', async (refused, write) => {
    let refusals = 0;
    if (refused === 'UpdateItemCommand') await repository.create(alice, first);
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context['commandName'] !== refused) return next(args);
        refusals++;
        throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
      },
      { step: 'build', name: 'refuse' },
    );
    const cause = { name: 'ConditionalCheckFailedException' };
    await expect(write()).rejects.toMatchObject({ code: 'unavailable', cause });
    expect(refusals).toBe(5);
  });
});

describe('an item that is no note', () => {
  const all = Object.entries({ ...damagedItems, ...mendableItems });

  it.each(all)('(%s) is internal, and the message does not hold its content', async (_, attributes) => {
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: { userId: { S: 'alice' }, noteId: { S: 'note-1' }, ...attributes },
      }),
    );
    const message = expect.stringMatching(
      /^(A stored item is no note: its attribute \w+ is|The notes table refused)/,
    );
    const refused = { code: 'internal', message: expect.not.stringContaining('secret') };
    await expect(repository.get(alice, id)).rejects.toMatchObject({ code: 'internal', message });
    await expect(repository.list(alice, { limit: 1, order: 'asc' })).rejects.toMatchObject(refused);
    await expect(repository.create(alice, first)).rejects.toMatchObject(refused);
  });

  it.each(Object.entries(mendableItems))('(%s) is mended by a replace', async (_, attributes) => {
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: { userId: { S: 'alice' }, noteId: { S: 'note-1' }, ...attributes },
      }),
    );
    const mended = await repository.replace(alice, id, { ...change, expected: '*' });
    expect(mended).toMatchObject({ text: 'two', version: 4 });
    expect(await repository.get(alice, id)).toEqual(mended);
  });

  it('may have an id that is none', async () => {
    const Item = { userId: { S: 'alice' }, noteId: { S: '.hidden' }, note: { S: 'x' } };
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
    const message = expect.stringContaining('its attribute noteId is');
    await expect(repository.list(alice, { limit: 1, order: 'asc' })).rejects.toMatchObject({
      code: 'internal',
      message,
    });
  });

  it('is found in whatever form it comes', () => {
    expect(() => parseItem({})).toThrow('userId');
    const sound = { userId: 'alice', noteId: 'note-1', createdAt: '1970-01-01T00:00:01.000Z' };
    expect(() => parseItem({ ...sound, note: '' })).toThrow('attribute note is');
    expect(() => parseItem({ ...sound, note: '\ud800' })).toThrow('attribute note is');
    expect(fromAttributeValues({ a: { S: 'x' }, b: { N: '1.5' }, c: { BOOL: true }, d: { L: [] } })).toEqual({
      a: 'x',
      b: 1.5,
      c: null,
      d: null,
    });
  });

  it('is not what has attributes of its own beside those of a note', async () => {
    await repository.create(alice, first);
    const Item = {
      ...{ userId: { S: 'alice' }, noteId: { S: 'note-1' }, note: { S: 'one' }, version: { N: '1' } },
      ...{ createdAt: { S: '1970-01-01T00:00:01.000Z' }, updatedAt: { S: '1970-01-01T00:00:01.000Z' } },
      ...{ revision: { S: 'r-1' }, expiresAt: { N: '4102444800' } },
    };
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
    expect(await repository.get(alice, id)).toMatchObject({ text: 'one', createdAt: 1_000 });
  });
});
