import { httpApiContract, runContract } from '@notes/contracts';
import { CAPABILITIES, type TimedHarness, startTimedHarness } from './timed-harness.ts';

/** From tools/dynamodb-local, which runs this file. */
const { dynamoDbEndpoint } = globalThis as unknown as { readonly dynamoDbEndpoint: string };

describe.each(['proxy', 'mapped'] as const)('%s integration on DynamoDB Local', (integration) => {
  let harness: TimedHarness;
  beforeAll(async () => {
    harness = await startTimedHarness({ integration, store: 'dynamodb', dynamoDbEndpoint, tokens: 'bare' });
  });
  afterAll(() => harness.stop());

  runContract(httpApiContract, { describe, it }, () => harness.subject, {
    capabilities: CAPABILITIES[integration],
  });
});
