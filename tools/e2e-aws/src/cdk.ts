import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { removeGaps } from './assembly.ts';
import type { FrontDoor } from './front-doors.ts';
import { ACCOUNT, CREDENTIALS, PATH, REGION } from './ministack.ts';

/** Outputs by stack, then by name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Milliseconds for one command. */
const TIMEOUT = 300_000;

/** The command line of the AWS CDK, on the app in apps/infra, against the emulator. */
export class Cdk {
  readonly #workspace: string;
  readonly #folder: string;
  readonly #environment: Readonly<Record<string, string>>;

  /** @param folder where the assemblies and the outputs go */
  constructor(
    workspace: string,
    folder: string,
    { endpoint, nodeOptions }: { readonly endpoint: string; readonly nodeOptions: string },
  ) {
    this.#workspace = workspace;
    this.#folder = folder;
    this.#environment = {
      PATH,
      // Nothing of the person's own AWS configuration is read, and nothing of the CDK's is kept.
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'temporary'),
      NODE_OPTIONS: nodeOptions,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_REGION: REGION,
      ...CREDENTIALS,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CI: 'true',
      NO_COLOR: '1',
    };
  }

  async bootstrap(): Promise<void> {
    await this.#run(['bootstrap', `aws://${ACCOUNT}/${REGION}`]);
  }

  /** Synthesizes the app as this context describes it, and deploys every stack but for what the emulator cannot create. */
  async deploy(context: FrontDoor['context']): Promise<Outputs> {
    const { prefix } = context;
    const assembly = join(this.#folder, `${prefix}.out`);
    const outputs = join(this.#folder, `${prefix}.outputs.json`);
    const values = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    await this.#run(['synth', '--quiet', '--output', assembly, ...values]);
    const gaps = removeGaps(assembly);
    if (gaps.length > 0) console.log(`\n${prefix} without what the emulator has not: ${gaps.join(', ')}`);
    const approval = ['--require-approval', 'never'];
    await this.#run(['deploy', '--all', '--app', assembly, ...approval, '--outputs-file', outputs]);
    return JSON.parse(readFileSync(outputs, 'utf8')) as Outputs;
  }

  async #run(args: readonly string[]): Promise<void> {
    const program = join(this.#workspace, 'node_modules/.bin/cdk');
    const child = spawn(process.execPath, [program, '--no-notices', ...args], {
      cwd: join(this.#workspace, 'apps/infra'),
      env: { ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT,
    });
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (child.exitCode !== 0) throw new Error(`cdk ${args.join(' ')}\n${stdout}\n${stderr}`);
  }
}
