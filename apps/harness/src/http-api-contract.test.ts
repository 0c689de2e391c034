import { frontDoors, testFrontDoor } from './test-support/front-doors.ts';

describe.each(frontDoors)('$authorizer authorizer, $integration integration, $store', (frontDoor) => {
  testFrontDoor(frontDoor);
});

describe("the user pool's own tokens", () => {
  testFrontDoor(
    { authorizer: 'lambda', integration: 'proxy', store: 'memory', groups: ['identity'] },
    'pool',
  );
});
