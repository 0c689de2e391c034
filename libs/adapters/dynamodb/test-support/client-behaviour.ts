import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';

interface WriteInput {
  readonly TableName: string;
  readonly Key?: Record<string, string>;
  readonly Item?: Record<string, string>;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** Adds what Dynalite leaves out: the item of a failed condition, in the form in which DynamoDB sends it. */
export function returnItemsOfFailedConditions(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const input = args.input as unknown as WriteInput;
        const { userId = '', noteId = '' } = input.Key ?? input.Item ?? {};
        if (
          error instanceof ConditionalCheckFailedException &&
          input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
        ) {
          const get = new GetItemCommand({
            TableName: input.TableName,
            Key: { userId: { S: userId }, noteId: { S: noteId } },
            ConsistentRead: true,
          });
          const { Item: item } = await client.send(get);
          if (item) error.Item = item;
        }
        throw error;
      }
    },
    { step: 'initialize', name: 'returnItemsOfFailedConditions' },
  );
}

/** Lets a test cut the client off from its table; takes the place of an earlier one on the same client. */
export function cuttable(client: DynamoDBClient): { begin(): void; end(): void } {
  let cut = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      if (cut) throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
      return next(args);
    },
    { step: 'build', name: 'cuttable', override: true },
  );
  return {
    begin() {
      cut = true;
    },
    end() {
      cut = false;
    },
  };
}

export interface SentCommand {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** Records the commands that a client sends, before they are marshalled. */
export function recorded(client: DynamoDBClient): SentCommand[] {
  const sent: SentCommand[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        sent.push({ name: commandName, input: args.input as unknown as Record<string, unknown> });
        return next(args);
      },
    { step: 'initialize', name: 'recorded', priority: 'high' },
  );
  return sent;
}
