import { httpApiContract, runContract } from '@notes/contracts';
import type { HarnessOptions } from './start-harness.ts';
import { CAPABILITIES, type TimedHarness, startTimedHarness } from './test-support/harness-subject.ts';

const frontDoors: readonly Required<Pick<HarnessOptions, 'authorizer' | 'integration' | 'store'>>[] = [
  { authorizer: 'lambda', integration: 'proxy', store: 'memory' },
  { authorizer: 'lambda', integration: 'proxy', store: 'dynamodb' },
  { authorizer: 'lambda', integration: 'mapped', store: 'memory' },
  { authorizer: 'cognito', integration: 'mapped', store: 'memory' },
  { authorizer: 'cognito', integration: 'proxy', store: 'memory' },
];

describe.each(frontDoors)('$authorizer authorizer, $integration integration, $store', (options) => {
  let harness: TimedHarness;

  beforeAll(async () => {
    harness = await startTimedHarness(options);
  });
  afterAll(() => harness.stop());

  runContract(httpApiContract, { describe, it }, () => harness.subject(), {
    capabilities: CAPABILITIES[options.integration],
  });
});
