import { randomRevisionSource, systemClock } from '@notes/adapter-system';
import {
  type Note,
  NoteError,
  type NoteRepository,
  createNote,
  deleteNote,
  getNote,
  listNotes,
  noteId,
  replaceNote,
  revision,
  userId,
} from '@notes/domain';
import { createNotesHandler } from '@notes/lambda';
import {
  type Attributes,
  ConditionFailed,
  createDynamo,
  fromAttributes,
  toAttributes,
} from './hand-signed-dynamodb.ts';

/** Our own notes API with requests signed by hand in place of the SDK: the floor of what its handler, router and checks cost. */

const dynamo = createDynamo(process.env, (isPassing) => {
  return new NoteError(isPassing ? 'unavailable' : 'internal', 'DynamoDB did not answer as it should.');
});

const repository: NoteRepository = {
  async create(owner, { id, text, createdAt, revision }) {
    const note = { owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision };
    try {
      const ConditionExpression = 'attribute_not_exists(userId)';
      await dynamo('PutItem', { Item: toAttributes(toItem(note)), ConditionExpression });
      return note;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const stored = await this.get(owner, id);
      if (stored?.text === text) return stored;
      throw new NoteError('note-exists', 'The owner has a note of that id with another text.');
    }
  },

  async get(owner, id) {
    const Key = toAttributes({ userId: owner, noteId: id });
    const { Item } = await dynamo('GetItem', { Key, ConsistentRead: true });
    return Item && toNote(Item);
  },

  async list(owner, { limit, order, after }) {
    const { Items = [] } = await dynamo('Query', {
      KeyConditionExpression: 'userId = :userId',
      ExpressionAttributeValues: toAttributes({ ':userId': owner }),
      ConsistentRead: true,
      ScanIndexForward: order === 'asc',
      Limit: limit + 1,
      ...(after && { ExclusiveStartKey: toAttributes({ userId: owner, noteId: after }) }),
    });
    const notes = Items.slice(0, limit).map(toNote);
    const last = Items.length > limit ? notes.at(-1) : undefined;
    return { notes, ...(last && { next: last.id }) };
  },

  async replace(owner, id, { text, updatedAt, revision, expected }) {
    const values = { ':text': text, ':now': new Date(updatedAt).toISOString(), ':one': 1, ':new': revision };
    try {
      const { Attributes = {} } = await dynamo('UpdateItem', {
        Key: toAttributes({ userId: owner, noteId: id }),
        UpdateExpression: 'SET note = :text, updatedAt = :now, #version = #version + :one, revision = :new',
        ConditionExpression: `attribute_exists(userId)${expected === '*' ? '' : ' AND revision = :expected'}`,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: toAttributes({
          ...values,
          ...(expected !== '*' && { ':expected': expected }),
        }),
        ReturnValues: 'ALL_NEW',
      });
      return toNote(Attributes);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      throw (await this.get(owner, id))
        ? new NoteError('version-mismatch', 'The note is not in the expected state.')
        : new NoteError('note-not-found', 'The owner has no note of that id.');
    }
  },

  async delete(owner, id, expected) {
    try {
      await dynamo('DeleteItem', {
        Key: toAttributes({ userId: owner, noteId: id }),
        ...(expected !== undefined && {
          ConditionExpression: 'attribute_not_exists(userId) OR revision = :expected',
          ExpressionAttributeValues: toAttributes({ ':expected': expected }),
        }),
      });
    } catch (error) {
      throw error instanceof ConditionFailed
        ? new NoteError('version-mismatch', 'The note is not in the expected state.')
        : error;
    }
  },
};

function toItem({ owner, id, text, createdAt, updatedAt, version, revision }: Note): object {
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  const times = { createdAt: time(createdAt), updatedAt: time(updatedAt) };
  return { userId: owner, noteId: id, note: text, ...times, version, revision };
}

function toNote(item: Attributes): Note {
  const {
    userId: owner,
    noteId: id,
    note,
    createdAt,
    updatedAt,
    version,
    revision: state,
  } = fromAttributes(item);
  return {
    owner: userId(String(owner)),
    id: noteId(String(id)),
    text: String(note),
    createdAt: Date.parse(String(createdAt)),
    updatedAt: Date.parse(String(updatedAt)),
    version: Number(version),
    revision: revision(String(state)),
  };
}

export const handler = createNotesHandler({
  createNote: createNote(repository, systemClock, randomRevisionSource),
  getNote: getNote(repository),
  listNotes: listNotes(repository),
  replaceNote: replaceNote(repository, systemClock, randomRevisionSource),
  deleteNote: deleteNote(repository),
  clock: systemClock,
  tableName: process.env['NOTES_TABLE_NAME'] ?? '',
  allowedOrigins: [],
});
