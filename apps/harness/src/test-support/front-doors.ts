import { openApiDocument } from '@notes/api';
import { httpApiContract, runContract } from '@notes/contracts';
import { createConformance } from './openapi-conformance.ts';
import { type CheckedDeployment, startCheckedDeployment } from './openapi-subject.ts';
import {
  CAPABILITIES,
  type TimedHarness,
  type TimedHarnessOptions,
  startTimedHarness,
} from './timed-harness.ts';

/** A kind of deployment, and the groups of the contract's cases that its difference from the first one could break. */
interface FrontDoor extends Required<Pick<TimedHarnessOptions, 'authorizer' | 'integration' | 'store'>> {
  readonly groups?: readonly string[];
}

const CALLER = ['identity', 'isolation', 'gateway'];
const MAPPING = [
  'create',
  'read',
  'conditional reads',
  'replace',
  'replace and delete',
  'delete',
  'list',
].concat(['text', 'input', 'headers', 'gateway']);
/** The repository itself has a contract of its own. */
const STORE = ['retries', 'races'];

/** The first one is for all cases. */
export const frontDoors: readonly FrontDoor[] = [
  { authorizer: 'lambda', integration: 'proxy', store: 'memory' },
  { authorizer: 'lambda', integration: 'proxy', store: 'dynamodb', groups: STORE },
  { authorizer: 'lambda', integration: 'mapped', store: 'memory', groups: MAPPING },
  { authorizer: 'cognito', integration: 'mapped', store: 'memory', groups: CALLER },
  { authorizer: 'cognito', integration: 'proxy', store: 'memory', groups: CALLER },
];

/** The part of a case's name before its colon. */
function groupOf(name: string): string {
  return name.slice(0, name.indexOf(':'));
}

/** Holds a front door to the HTTP contract and to the OpenAPI document: to all cases, or to those of some groups. */
export function testFrontDoor({ groups, ...options }: FrontDoor, tokens: 'bare' | 'pool' = 'bare'): void {
  let harness: TimedHarness;
  let deployment: CheckedDeployment;
  const answered = new Set<string>();

  beforeAll(async () => {
    harness = await startTimedHarness({ ...options, tokens });
    deployment = await startCheckedDeployment(
      harness.subject,
      createConformance(openApiDocument()),
      answered,
    );
  });
  afterAll(async () => {
    await deployment.stop();
    await harness.stop();
  });

  const cases = httpApiContract.cases.filter(({ name }) => groups?.includes(groupOf(name)) ?? true);
  runContract({ ...httpApiContract, cases }, { describe, it }, () => deployment.newSubject(), {
    capabilities: CAPABILITIES[options.integration],
  });

  if (groups) {
    it('has cases of each group', () => {
      expect(new Set(cases.map(({ name }) => groupOf(name)))).toEqual(new Set(groups));
    });
  } else {
    it('was compared with the OpenAPI document in every operation', () => {
      const documented = Object.values(openApiDocument().paths).flatMap((item) => Object.values(item));
      const operations = [...answered].map((each) => each.split(' ')[0]);
      expect(new Set(operations)).toEqual(new Set(documented.map(({ operationId }) => operationId)));
    });
  }
}
