import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ENDING_SIGNALS, runProgram } from '@notes/test-kit';
import { type Counts, resultLine } from './result-line.ts';
import { type RunningService, startService } from './service.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const artifacts = join(workspace, 'dist/e2e-web');
const program = (name: string) => join(workspace, 'node_modules/.bin', name);

/** Seconds; Cognito itself allows no less than 300. Less than 5 and the app's library would renew them before each use. */
const BRIEF_VALIDITY = '8';

const { values: options } = parseArgs({
  options: {
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    grep: { type: 'string', short: 'g' },
    'web-folder': { type: 'string' },
  },
});

function requireChromium(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(
      `There is no Chromium at ${path}. On Debian: apt-get install chromium. Another one: npm run test:browser -- --chromium <path>`,
    );
  }
}

/** Gives the folder that the app was built to. */
function buildWeb(): string {
  const build = spawnSync(process.execPath, [program('nx'), 'build', 'web'], {
    cwd: workspace,
    stdio: 'inherit',
  });
  if (build.status !== 0) throw new Error('The web app was not built.');
  return join(workspace, 'dist/apps/web');
}

/** A signal ends this program, and with it what has been started, until Playwright runs and gets it. */
async function startServices(
  site: readonly string[],
  running: RunningService[],
): Promise<{ lasting: RunningService; brief: RunningService }> {
  const exit = () => process.exit(1);
  for (const signal of ENDING_SIGNALS) process.on(signal, exit);
  try {
    const lasting = await startService(join(artifacts, 'service.log'), ...site);
    running.push(lasting);
    const shortLived = ['--token-validity', BRIEF_VALIDITY];
    const brief = await startService(join(artifacts, 'brief-service.log'), ...site, ...shortLived);
    running.push(brief);
    return { lasting, brief };
  } finally {
    for (const signal of ENDING_SIGNALS) process.off(signal, exit);
  }
}

async function run(running: RunningService[]): Promise<boolean> {
  requireChromium(options.chromium);
  const site = ['--web-folder', options['web-folder'] ?? buildWeb()];
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });

  const services = await startServices(site, running);
  const surroundings = { chromium: options.chromium, artifacts, services };
  writeFileSync(join(artifacts, 'surroundings.json'), JSON.stringify(surroundings));

  const config = resolve(import.meta.dirname, '../playwright.config.cjs');
  const grep = options.grep === undefined ? [] : ['--grep', options.grep];
  const playwright = [process.execPath, program('playwright'), 'test', '--config', config, ...grep];
  const status = await runProgram(playwright, { cwd: workspace });
  const { stats } = JSON.parse(readFileSync(join(artifacts, 'results.json'), 'utf8')) as { stats: Counts };
  console.log(`\n${resultLine(stats)}`);
  return status === 0;
}

const running: RunningService[] = [];
try {
  process.exitCode = (await run(running)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const service of running) await service.stop();
}
