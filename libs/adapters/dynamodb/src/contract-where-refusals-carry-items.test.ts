import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { noteRepositoryContract, runContract } from '@notes/contracts';
import { returnItemsOfFailedConditions } from '../test-support/client-behaviour.ts';
import { createContractSubject } from '../test-support/contract-subject.ts';
import { Emulator } from '../test-support/emulator.ts';

const emulator = new Emulator();
let client: DynamoDBClient;
beforeAll(async () => {
  await emulator.start();
  client = emulator.client();
  returnItemsOfFailedConditions(client);
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
});

/** What may follow a refused write. npm run test:dynamodb-local has all cases, and a DynamoDB that returns items by itself. */
const groups = ['create', 'replace', 'replay', 'delete', 'values', 'races', 'errors'];
const cases = noteRepositoryContract.cases.filter(({ name }) => groups.includes(name.split(':', 1)[0] ?? ''));

describe('where a failed condition returns the item, as in DynamoDB', () => {
  it('has cases of each group', () => {
    expect(new Set(cases.map(({ name }) => name.split(':', 1)[0]))).toEqual(new Set(groups));
  });

  runContract(
    { ...noteRepositoryContract, cases },
    { describe, it },
    () => createContractSubject(emulator, client),
    {
      capabilities: ['outage', 'damage'],
    },
  );
});
