import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type HttpApiSubject, applicableCases, httpApiContract, runCase } from '@notes/contracts';
import { authorizerChecks } from './authorizer-checks.ts';
import { Cdk } from './cdk.ts';
import { createCertificate } from './certificate.ts';
import { deploy } from './deployment.ts';
import { FRONT_DOORS, type FrontDoor, SCOPED_FRONT_DOOR } from './front-doors.ts';
import { ISSUER_HOST, startIssuer } from './issuer.ts';
import { MiniStack } from './ministack.ts';
import { refusalChecks } from './refusal-checks.ts';
import { type Check, Runner } from './runner.ts';

export interface TierOptions {
  readonly workspace: string;
  /** Where MiniStack is installed. */
  readonly programs: string;
  /** An empty folder, which the caller removes. */
  readonly folder: string;
}

/** Deploys every front door into one emulator and holds each to the contract; false when anything failed. */
export async function runTier({ workspace, programs, folder }: TierOptions): Promise<boolean> {
  await using cleanUp = new AsyncDisposableStack();
  const certificate = createCertificate(programs, folder);
  const issuer = await startIssuer(certificate);
  cleanUp.defer(() => issuer.stop());

  const preload = pathToFileURL(join(import.meta.dirname, 'loopback-only.ts'));
  preload.searchParams.set('issuer', `${ISSUER_HOST}:${issuer.port}`);
  const nodeOptions = `--import=${preload.href}`;
  const environment = { NODE_OPTIONS: nodeOptions, NODE_EXTRA_CA_CERTS: certificate.cert };
  const emulator = await MiniStack.start({ programs, folder, environment });
  cleanUp.defer(() => emulator.stop());
  process.once('exit', () => emulator.kill());
  issuer.upstream = emulator.endpoint;

  const cdk = new Cdk(workspace, folder, { endpoint: emulator.endpoint, nodeOptions });
  const runner = new Runner();
  const deployed = async (frontDoor: FrontDoor) => {
    const deployment = await deploy(cdk, emulator.endpoint, frontDoor);
    cleanUp.defer(() => deployment.stop());
    return deployment;
  };
  await cdk.bootstrap();
  for (const frontDoor of FRONT_DOORS) {
    const subject = await deployed(frontDoor);
    await runner.run(frontDoor.name, [
      ...contractChecks(frontDoor, subject),
      ...refusalChecks(frontDoor, subject),
    ]);
  }
  const scoped = await deployed(SCOPED_FRONT_DOOR);
  await runner.run(SCOPED_FRONT_DOOR.name, authorizerChecks(scoped, { issuer, endpoint: emulator.endpoint }));
  if (runner.hasFailed) console.log(`\nThe emulator's last errors:\n${emulator.lastErrors()}`);
  console.log(`\nTests: ${runner.summary}`);
  return !runner.hasFailed;
}

function contractChecks({ capabilities, exclusions }: FrontDoor, subject: HttpApiSubject): Check[] {
  const cases = applicableCases(httpApiContract, capabilities);
  const unknown = Object.keys(exclusions).filter((name) => !cases.some((each) => each.name === name));
  if (unknown.length > 0) throw new Error(`Excluded, but no case of the contract: ${unknown.join('; ')}`);
  return cases.map((each) => ({
    name: each.name,
    run: () => runCase(each, () => subject),
    ...(exclusions[each.name] !== undefined && { knownToFail: exclusions[each.name] }),
  }));
}
