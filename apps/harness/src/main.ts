import { randomInt } from 'node:crypto';
import { USAGE, UsageError, parseCommandLine } from './command-line.ts';
import { type Harness, startHarness } from './start-harness.ts';

const PASSWORD = 'Correct-horse-7';

async function run(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2), process.env);
  if (!options) {
    console.log(USAGE);
    return;
  }
  const harness = await startHarness({ ...options, log: (entry) => console.log(JSON.stringify(entry)) });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping ...');
    // Nothing is left to run then, so the process ends by itself.
    harness.stop().catch(fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(await welcome(harness, options.authorizer === 'cognito'));
}

async function welcome({ info, userPool }: Harness, usesIdToken: boolean): Promise<string> {
  const lines = [
    'The notes service is up. Ctrl-C stops it.',
    '',
    `  invoke URL   ${info.invokeUrl}`,
    `  user pool    ${info.userPoolId} at ${info.userPoolEndpoint}`,
    `  client id    ${info.clientId}`,
    `  issuer       ${info.issuer}`,
    `  info, mails  ${info.invokeUrl}/_harness/info  ${info.invokeUrl}/_harness/outbox`,
  ];
  if (!userPool) return [...lines, ''].join('\n');
  const variables: string[] = [];
  for (const name of ['ada', 'bob']) {
    const email = `${name}@example.com`;
    await userPool.addUser({ email, password: PASSWORD });
    const tokens = await userPool.signIn(email, PASSWORD);
    lines.push(`  user         ${email}, password ${PASSWORD}`);
    variables.push(`${name.toUpperCase()}='${usesIdToken ? tokens.idToken : tokens.accessToken}'`);
  }
  const id = `note${randomInt(1000)}`;
  return [
    ...lines,
    '',
    `Paste this to write a first note (the tokens are ${usesIdToken ? 'ID' : 'access'} tokens, good for an hour):`,
    '',
    ...variables,
    `curl -i ${info.invokeUrl}/notes -H "Authorization: $ADA" -H 'Content-Type: application/json' \\`,
    `  -d '{"noteid":"${id}","note":"my first note"}'`,
    `curl -i ${info.invokeUrl}/notes -H "Authorization: $ADA"`,
    `curl -i ${info.invokeUrl}/notes/${id} -H "Authorization: $BOB"   # not Bob's: 404`,
    '',
  ].join('\n');
}

function fail(error: unknown): void {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(
      `${error.message}. Choose other ports with --port and --user-pool-port; 0 takes any free one.`,
    );
  } else console.error(error);
  process.exitCode = 1;
}

run().catch(fail);
