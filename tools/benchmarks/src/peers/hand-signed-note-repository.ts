import {
  type NewNote,
  type Note,
  NoteError,
  type NoteId,
  type NotePage,
  type NoteRepository,
  type PageRequest,
  type Replacement,
  type Revision,
  type UserId,
  noteId,
  revision,
  userId,
} from '@notes/domain';
import {
  type Attributes,
  ConditionFailed,
  createDynamo,
  fromAttributes,
  toAttributes,
} from './hand-signed-dynamodb.ts';

const dynamo = createDynamo(process.env, (isPassing) => {
  return new NoteError(isPassing ? 'unavailable' : 'internal', 'DynamoDB did not answer as it should.');
});

/** Notes in DynamoDB without the SDK. Without a word on what is wrong either, or a way to make up for a lost answer. */
export class HandSignedNoteRepository implements NoteRepository {
  async create(owner: UserId, { id, text, createdAt, revision }: NewNote): Promise<Note> {
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
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    const Key = toAttributes({ userId: owner, noteId: id });
    const { Item } = await dynamo('GetItem', { Key, ConsistentRead: true });
    return Item && toNote(Item);
  }

  async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
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
  }

  async replace(
    owner: UserId,
    id: NoteId,
    { text, updatedAt, revision, expected }: Replacement,
  ): Promise<Note> {
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
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
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
  }
}

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
