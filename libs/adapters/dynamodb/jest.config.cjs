const preset = require('../../../jest.preset.js');
const loadedByNode = require.resolve('../../../jest.packages.cjs');

const { collectCoverageFrom, coverageReporters, coverageThreshold, ...project } = preset;
const swc = preset.transform['^.+\\.ts$'];
const contract = '/contract-where-refusals-are-bare\\.test\\.ts$';

// Node loads the SDK and the emulator, once for each process: under Jest they would take most of the time.
const packages = {
  ...project,
  collectCoverageFrom,
  testEnvironment: require.resolve('../../../jest.native-errors.cjs'),
  transformIgnorePatterns: ['/node_modules/(?!(@aws-sdk|@smithy|dynalite)/)'],
};

module.exports = {
  collectCoverageFrom,
  coverageReporters,
  coverageThreshold,
  projects: [
    {
      ...packages,
      displayName: 'dynamodb',
      testPathIgnorePatterns: [contract],
      transform: { '/node_modules/(@aws-sdk|@smithy|dynalite)/': loadedByNode, '\\.ts$': swc },
    },
    {
      // The whole contract is long: Node loads the adapter and the cases as well, and nothing is instrumented.
      ...packages,
      displayName: 'dynamodb: contract',
      testRegex: [contract],
      testMatch: undefined,
      transform: { '\\.test\\.ts$': swc, '/(libs/.+\\.ts$|node_modules/)': loadedByNode },
      collectCoverageFrom: [],
    },
  ],
};
