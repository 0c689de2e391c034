import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { noteRepositoryContract, runContract } from '@notes/contracts';
import { createContractSubject } from '../test-support/contract-subject.ts';
import { Emulator } from '../test-support/emulator.ts';

const emulator = new Emulator();
let client: DynamoDBClient;
beforeAll(async () => {
  await emulator.start();
  client = emulator.client();
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
});

describe('where a failed condition returns nothing, as in Dynalite', () => {
  runContract(noteRepositoryContract, { describe, it }, () => createContractSubject(emulator, client), {
    capabilities: ['outage', 'damage'],
  });
});
