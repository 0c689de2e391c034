import { openApiDocument } from '@notes/api';
import { httpApiContract, runContract } from '@notes/contracts';
import { createConformance } from './test-support/openapi-conformance.ts';
import { startCheckedSubject } from './test-support/openapi-subject.ts';
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
  const compare = createConformance(openApiDocument());
  const answered = new Set<string>();

  beforeAll(async () => {
    harness = await startTimedHarness(options);
  });
  afterAll(() => harness.stop());

  runContract(
    httpApiContract,
    { describe, it },
    () => startCheckedSubject(harness.subject, compare, answered),
    {
      capabilities: CAPABILITIES[options.integration],
    },
  );

  it('was compared with the OpenAPI document in every operation', () => {
    const documented = Object.values(openApiDocument().paths).flatMap((item) => Object.values(item));
    const operations = [...answered].map((each) => each.split(' ')[0]);
    expect(new Set(operations)).toEqual(new Set(documented.map(({ operationId }) => operationId)));
  });
});
