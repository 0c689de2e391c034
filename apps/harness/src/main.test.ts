import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { USAGE } from './command-line.ts';
import type { HarnessInfo } from './start-harness.ts';
import { holdPort } from './test-support/ports.ts';

type Running = ChildProcessByStdio<null, Readable, Readable>;

const started: Running[] = [];

function run(...args: string[]): Running {
  const child = spawn(process.execPath, [join(__dirname, '../start.mjs'), ...args], {
    // Colours and warnings that the runner asks for would be in the output.
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

/** What a run printed that ended by itself, and its exit code. */
async function outcome(...args: string[]) {
  const child = run(...args);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** Gathers what is printed; resolves as soon as it matches. */
function printed(child: Running, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (pattern.test(output)) resolve(output);
    });
    child.once('exit', () => reject(new Error(`It ended before it printed ${pattern}: ${output}`)));
  });
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe('npm start', () => {
  it('prints tokens and requests that work, and stops on Ctrl-C', async () => {
    const child = run('--port', '0', '--user-pool-port', '0', '--no-web');
    const output = await printed(child, /404\n/);
    expect(output).toMatch(/^The notes service is up/);
    expect(output).toContain('the tokens are access tokens, good for 3600 seconds');
    const find = (pattern: RegExp) => pattern.exec(output)?.[1] ?? `nothing matches ${pattern}`;
    const invokeUrl = find(/invoke URL +(\S+)/);
    const body = find(/-d '(\{.*\})'/);
    const noteid = (JSON.parse(body) as { noteid: string }).noteid;
    expect(output).toContain(`curl -i ${invokeUrl}/notes -H "Authorization: $ADA"`);

    expect((await fetch(find(/API docs +(\S+)/))).status).toBe(200);

    const created = await fetch(`${invokeUrl}/notes`, {
      method: 'POST',
      headers: { Authorization: find(/ADA='(.+)'/), 'Content-Type': 'application/json' },
      body,
    });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ message: 'Note created', ...JSON.parse(body) });
    const asBob = { headers: { Authorization: find(/BOB='(.+)'/) } };
    expect((await fetch(`${invokeUrl}/notes/${noteid}`, asBob)).status).toBe(404);
    expect(await (await fetch(`${invokeUrl}/_harness/info`)).json()).toMatchObject({
      userPoolId: find(/user pool +(\S+)/),
      clientId: find(/client id +(\S+)/),
      issuer: find(/issuer +(\S+)/),
    });

    const stopped = printed(child, /Stopping/);
    const exited = once(child, 'exit');
    child.kill('SIGINT');
    await stopped;
    expect(await exited).toEqual([0, null]);
  });

  it('prints tokens that work without any user pool', async () => {
    const child = run('--port', '0', '--token-validator', 'in-memory');
    const output = await printed(child, /404\n/);
    expect(output).not.toContain('user pool');
    const find = (pattern: RegExp) => pattern.exec(output)?.[1] ?? `nothing matches ${pattern}`;
    const notes = `${find(/invoke URL +(\S+)/)}/notes`;
    const statusFor = async (token: string) =>
      (await fetch(notes, { headers: { Authorization: token } })).status;
    expect(await statusFor(find(/ADA='(.+)'/))).toBe(200);
    expect(await statusFor(`${find(/BOB='(.+)'/)}x`)).toBe(401);
  });

  it('begins with the web app, and prints the code of each mail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notes-web-'));
    await writeFile(join(folder, 'index.html'), 'the app');
    const ports = ['--port', '0', '--user-pool-port', '0', '--web-port', '0'];
    const child = run(...ports, '--web-folder', folder);
    const output = await printed(child, /404\n/);
    const webUrl = /^The notes app is at (http:\/\/127\.0\.0\.1:\d+)\n/.exec(output)?.[1] ?? 'no web app';
    expect(await (await fetch(webUrl)).text()).toBe('the app');
    const { userPoolEndpoint, clientId } = (await (
      await fetch(`${webUrl}/config.json`)
    ).json()) as HarnessInfo;
    const mail = printed(child, /^mail to eve@example\.com: code \d{6}$/m);
    await fetch(userPoolEndpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AWSCognitoIdentityProviderService.SignUp',
      },
      body: JSON.stringify({ ClientId: clientId, Username: 'eve@example.com', Password: 'Correct-horse-7' }),
    });
    await mail;
    await rm(folder, { recursive: true });
  });

  it('says how to build the web app where it is missing, and how to do without', async () => {
    const folder = join(tmpdir(), 'notes-web-that-nobody-built');
    const { code, stderr } = await outcome('--port', '0', '--user-pool-port', '0', '--web-folder', folder);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `The web app is not built: there is no ${join(folder, 'index.html')}. Build it with "npx nx build web".\n` +
        '--no-web starts without it.\n',
    );
  });

  it('says what is wrong with a flag, and how it is used', async () => {
    const { code, stdout, stderr } = await outcome('--store', 'disk');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`--store must be one of memory, sqlite, dynamodb\n\n${USAGE}\n`);
  });

  it('prints its usage when it is asked for', async () => {
    expect(await outcome('--help')).toEqual({ code: 0, stdout: `${USAGE}\n`, stderr: '' });
  });

  it('says which port is taken, and ends', async () => {
    const held = await holdPort();
    const { code, stderr } = await outcome('--port', String(held.port), '--user-pool-port', '0', '--no-web');
    await held.release();
    expect(code).toBe(1);
    expect(stderr).toContain(`${held.port}. Choose other ports with --port, --user-pool-port and --web-port`);
    expect(stderr).not.toContain(' at ');
  });
});
