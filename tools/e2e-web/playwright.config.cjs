const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

// src/main.ts starts the services, writes this file and runs Playwright with this configuration.
const artifactsFolder = resolve(__dirname, '../../dist/e2e-web');
const { chromium, artifacts, services } = JSON.parse(
  readFileSync(join(artifactsFolder, 'surroundings.json'), 'utf8'),
);

module.exports = {
  testDir: 'src',
  testMatch: '**/*.e2e.ts',
  outputDir: join(artifacts, 'failures'),
  reporter: [['list'], ['json', { outputFile: join(artifacts, 'results.json') }]],
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    services,
    artifacts,
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    },
  },
};
