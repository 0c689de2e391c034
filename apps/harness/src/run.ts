import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { USAGE, UsageError, parseCommandLine } from './command-line.ts';
import { type Harness, type HarnessOptions, startHarness } from './start-harness.ts';
import { WebAppNotBuiltError } from './web-host/start-web-host.ts';

const PASSWORD = 'Correct-horse-7';
/** Their ids stay the same, so that they find their notes again in a store that outlives the process. */
const USERS = [
  { id: '8b0ea1e1-6f3c-4c0e-9d5a-3f1b5a0c7ada', name: 'ada' },
  { id: 'c2d7f7a4-0b1d-4e55-8a57-6d2f4e9a1b0b', name: 'bob' },
];
const WEB_FOLDER = resolve(import.meta.dirname, '../../../dist/apps/web');

/** Does what the command line says, until a signal comes. Never rejects: what goes wrong is told, and makes the exit status 1. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  try {
    await start(args, env);
  } catch (error) {
    fail(error);
  }
}

async function start(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const options = parseCommandLine(args, env, WEB_FOLDER);
  if (!options) {
    console.log(USAGE);
    return;
  }
  const harness = await startHarness({
    ...options,
    log: (entry) => console.log(JSON.stringify(entry)),
    onMail: ({ to, code }) => console.log(`mail to ${to}: code ${code}`),
  });
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
  console.log(await welcome(harness, options));
}

async function welcome(harness: Harness, options: HarnessOptions): Promise<string> {
  const { info, webUrl } = harness;
  const { authorizer, tokenValidity = 0 } = options;
  const lines = [
    webUrl === undefined
      ? 'The notes service is up. Ctrl-C stops it.'
      : `The notes app is at ${webUrl}\nSign up with any address: its code is printed here. Ctrl-C stops everything.`,
    '',
    `  invoke URL   ${info.invokeUrl}`,
    ...(info.userPoolId ? [`  user pool    ${info.userPoolId} at ${info.userPoolEndpoint}`] : []),
    `  client id    ${info.clientId}`,
    `  issuer       ${info.issuer}`,
    `  API docs     ${info.invokeUrl}/docs  ${info.invokeUrl}/openapi.json`,
    `  info, mails  ${info.invokeUrl}/_harness/info  ${info.invokeUrl}/_harness/outbox`,
  ];
  const variables: string[] = [];
  for (const user of USERS) {
    const token = await tokenOf(user, harness, authorizer === 'cognito');
    if (token === undefined) return [...lines, ''].join('\n');
    if (harness.userPool) lines.push(`  user         ${emailOf(user)}, password ${PASSWORD}`);
    variables.push(`${user.name.toUpperCase()}='${token}'`);
  }
  const id = `note${randomInt(1000)}`;
  return [
    ...lines,
    '',
    `Paste this to write a first note (the tokens are ${authorizer === 'cognito' ? 'ID' : 'access'} tokens, good for ${tokenValidity} seconds):`,
    '',
    ...variables,
    `curl -i ${info.invokeUrl}/notes -H "Authorization: $ADA" -H 'Content-Type: application/json' \\`,
    `  -d '{"noteid":"${id}","note":"my first note"}'`,
    `curl -i ${info.invokeUrl}/notes -H "Authorization: $ADA"`,
    `curl -i ${info.invokeUrl}/notes/${id} -H "Authorization: $BOB"   # not Bob's: 404`,
    '',
  ].join('\n');
}

/** A token of the user, who is added to the pool if there is one; undefined where others give out tokens. */
async function tokenOf(
  user: (typeof USERS)[number],
  { userPool, issueToken }: Harness,
  usesIdToken: boolean,
): Promise<string | undefined> {
  if (!userPool) return issueToken?.(user);
  const email = emailOf(user);
  await userPool.addUser({ id: user.id, email, password: PASSWORD });
  const tokens = await userPool.signIn(email, PASSWORD);
  return usesIdToken ? tokens.idToken : tokens.accessToken;
}

function emailOf({ name }: (typeof USERS)[number]): string {
  return `${name}@example.com`;
}

function fail(error: unknown): void {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof WebAppNotBuiltError)
    console.error(`${error.message}\n--no-web starts without it.`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(
      `${error.message}. Choose other ports with --port, --user-pool-port and --web-port; 0 takes any free one.`,
    );
  } else console.error(error);
  process.exitCode = 1;
}
