import { frontDoors, testFrontDoor } from './front-doors.ts';

describe.each(frontDoors)('$authorizer authorizer, $integration integration, $store', (frontDoor) => {
  const { authorizer, integration, store } = frontDoor;
  testFrontDoor({ authorizer, integration, store }, 'pool');
});
