import { httpApiContract, runContract } from '@notes/contracts';
import {
  CAPABILITIES,
  type TimedHarness,
  type TimedHarnessOptions,
  startTimedHarness,
} from './test-support/timed-harness.ts';

type FrontDoor = Required<Pick<TimedHarnessOptions, 'authorizer' | 'integration' | 'store' | 'tokens'>>;

const frontDoors: readonly FrontDoor[] = [
  { authorizer: 'lambda', integration: 'proxy', store: 'memory', tokens: 'pool' },
  { authorizer: 'lambda', integration: 'proxy', store: 'dynamodb', tokens: 'bare' },
  { authorizer: 'lambda', integration: 'mapped', store: 'memory', tokens: 'bare' },
  { authorizer: 'cognito', integration: 'mapped', store: 'memory', tokens: 'bare' },
  { authorizer: 'cognito', integration: 'proxy', store: 'memory', tokens: 'bare' },
];

describe.each(frontDoors)('$authorizer authorizer, $integration integration, $store', (options) => {
  let harness: TimedHarness;

  beforeAll(async () => {
    harness = await startTimedHarness(options);
  });
  afterAll(() => harness.stop());

  runContract(httpApiContract, { describe, it }, () => harness.subject, {
    capabilities: CAPABILITIES[options.integration],
  });
});
