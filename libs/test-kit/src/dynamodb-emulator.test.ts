import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbEmulator, EMULATOR_ACCESS } from './dynamodb-emulator.ts';

const SCHEMA = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
} as const;

describe('DynamoDbEmulator', () => {
  it('has a table that can be used at once, and is gone when it stops', async () => {
    const emulator = await DynamoDbEmulator.start();
    await emulator.createTable('Things', SCHEMA);

    const client = new DynamoDBClient({ endpoint: emulator.endpoint, ...EMULATOR_ACCESS, maxAttempts: 1 });
    const Item = { id: { S: 'one' } };
    await client.send(new PutItemCommand({ TableName: 'Things', Item }));
    const get = new GetItemCommand({ TableName: 'Things', Key: Item });
    expect(await client.send(get)).toMatchObject({ Item });

    client.destroy();

    await emulator.stop();
    await expect(fetch(emulator.endpoint)).rejects.toThrow('fetch failed');
  });

  it('has the tables of nobody else', async () => {
    const [first, second] = await Promise.all([DynamoDbEmulator.start(), DynamoDbEmulator.start()]);
    await first.createTable('Things', SCHEMA);
    await expect(first.createTable('Things', SCHEMA)).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await expect(second.createTable('Things', SCHEMA)).resolves.toBeUndefined();
    await Promise.all([first.stop(), second.stop()]);
  });
});
