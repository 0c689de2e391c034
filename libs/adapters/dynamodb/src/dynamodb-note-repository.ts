import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
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
} from '@notes/domain';
import {
  type StoredNote,
  fromAttributeValues,
  parseItem,
  parseNoteId,
  toItem,
  toTimestamp,
} from './note-item.ts';
import { storeError } from './store-error.ts';

export interface DynamoDbNoteRepositoryOptions {
  readonly client: DynamoDBDocumentClient;
  /** The table's name or ARN. */
  readonly tableName: string;
}

/** A write was made, or its condition refused it; the refusal carries the item in the way, or an emulator leaves that out. */
type Outcome<Output> =
  | { readonly written: true; readonly output: Output }
  | { readonly written: false; readonly refusal: ConditionalCheckFailedException };

/** How often a write is tried while the note changes between a refusal and the look at what was in its way. */
const MAX_TRIES = 5;

/**
 * Keeps notes in a DynamoDB table of `notesTableSchema`. Every call is one request for one key or, `list`, one partition; reads are
 * consistent, writes conditional. A refused write is judged by the item that the refusal carries, or where an emulator leaves that out,
 * by a consistent read.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export class DynamoDbNoteRepository implements NoteRepository {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor({ client, tableName }: DynamoDbNoteRepositoryOptions) {
    this.#client = client;
    this.#table = tableName;
  }

  async create(owner: UserId, note: NewNote): Promise<Note> {
    const { id, text, createdAt, revision } = note;
    const put: PutCommandInput = {
      TableName: this.#table,
      Item: toItem(owner, note),
      ConditionExpression: 'attribute_not_exists(#userId)',
      ExpressionAttributeNames: { '#userId': 'userId' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    for (let tries = 1; ; tries++) {
      const outcome = await write(() => this.#client.send(new PutCommand(put)));
      if (outcome.written) return { owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision };
      const stored = await this.#obstacle(owner, id, outcome.refusal);
      if (stored?.note.text === text) return stored.note;
      if (stored) throw new NoteError('note-exists', 'The owner has a note of that id with another text.');
      if (tries === MAX_TRIES) throw contended(outcome.refusal);
    }
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    return (await this.#read(owner, id))?.note;
  }

  async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: '#userId = :userId',
      ExpressionAttributeNames: { '#userId': 'userId' },
      ExpressionAttributeValues: { ':userId': owner },
      ConsistentRead: true,
      ScanIndexForward: order === 'asc',
      // One more than asked for tells whether there is a further note; LastEvaluatedKey does not.
      Limit: limit + 1,
      ...(after !== undefined && { ExclusiveStartKey: { userId: owner, noteId: after } }),
    });
    const { Items: items = [], LastEvaluatedKey: cutAt } = await answer(() => this.#client.send(query));
    const notes = items.slice(0, limit).map((item) => parseItem(item).note);
    // DynamoDB ends a page at 1 MB too, and says then where.
    const last = items.length > limit ? items[limit - 1] : cutAt;
    return { notes, ...(last && { next: parseNoteId(last) }) };
  }

  async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
    const { text, updatedAt, revision, expected } = replacement;
    const state = expected === '*' ? 'attribute_type(#revision, :string)' : '#revision = :expected';
    const update: UpdateCommandInput = {
      TableName: this.#table,
      Key: { userId: owner, noteId: id },
      // Right-hand sides are those of the old item, so predecessor and version follow from what is really replaced.
      UpdateExpression:
        'SET #note = :text, #updatedAt = :updatedAt, #version = #version + :one, #predecessor = #revision, #revision = :new',
      // Missing and damaged items fail the first line, which keeps what the update builds on; a replay fails the second.
      ConditionExpression:
        '#version >= :one AND attribute_type(#createdAt, :string) AND attribute_type(#note, :string)' +
        ` AND #revision <> :new AND ${state}`,
      ExpressionAttributeNames: {
        '#note': 'note',
        '#createdAt': 'createdAt',
        '#updatedAt': 'updatedAt',
        '#version': 'version',
        '#revision': 'revision',
        '#predecessor': 'predecessor',
      },
      ExpressionAttributeValues: {
        ':text': text,
        ':updatedAt': toTimestamp(updatedAt),
        ':one': 1,
        ':new': revision,
        ':string': 'S',
        ...(expected !== '*' && { ':expected': expected }),
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    for (let tries = 1; ; tries++) {
      const outcome = await write(() => this.#client.send(new UpdateCommand(update)));
      if (outcome.written) return parseItem(outcome.output.Attributes ?? {}).note;
      const stored = await this.#obstacle(owner, id, outcome.refusal);
      if (!stored) throw new NoteError('note-not-found', 'The owner has no note of that id.');
      if (isReplay(stored, replacement)) return stored.note;
      if (expected !== '*' && stored.note.revision !== expected) throw mismatch();
      if (tries === MAX_TRIES) throw contended(outcome.refusal);
    }
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
    const condition = expected !== undefined && {
      ConditionExpression: 'attribute_not_exists(#userId) OR #revision = :expected',
      ExpressionAttributeNames: { '#userId': 'userId', '#revision': 'revision' },
      ExpressionAttributeValues: { ':expected': expected },
    };
    const remove = new DeleteCommand({
      TableName: this.#table,
      Key: { userId: owner, noteId: id },
      ...condition,
    });
    const outcome = await write(() => this.#client.send(remove));
    // Refused only when there is a note in another state, whatever it is.
    if (!outcome.written) throw mismatch();
  }

  /** The note that stood in the way of a write; undefined when there is none, or none any longer. */
  async #obstacle(
    owner: UserId,
    id: NoteId,
    { Item: item }: ConditionalCheckFailedException,
  ): Promise<StoredNote | undefined> {
    return item ? parseItem(fromAttributeValues(item)) : this.#read(owner, id);
  }

  async #read(owner: UserId, id: NoteId): Promise<StoredNote | undefined> {
    const get = new GetCommand({
      TableName: this.#table,
      Key: { userId: owner, noteId: id },
      ConsistentRead: true,
    });
    const { Item: item } = await answer(() => this.#client.send(get));
    return item && parseItem(item);
  }
}

async function answer<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send();
  } catch (error) {
    throw storeError(error);
  }
}

async function write<Output>(send: () => Promise<Output>): Promise<Outcome<Output>> {
  try {
    return { written: true, output: await send() };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { written: false, refusal: error };
    throw storeError(error);
  }
}

function isReplay({ note, predecessor }: StoredNote, { revision, expected, text }: Replacement): boolean {
  return note.revision === revision || (note.text === text && predecessor === expected);
}

function mismatch(): NoteError {
  return new NoteError('version-mismatch', 'The note is not in the expected state.');
}

function contended(cause: ConditionalCheckFailedException): NoteError {
  return new NoteError('unavailable', 'The note kept changing while it was written.', { cause });
}
