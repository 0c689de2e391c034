import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const WORKSPACE = join(__dirname, '../../../..');

const execute = promisify(execFile);

/** Runs a program in a folder and gives what it printed; rejects, quoting that, when it fails. */
export async function run(cwd: string, file: string, ...args: string[]): Promise<string> {
  // No registry is asked, whatever the user's own configuration of npm says.
  const npm = {
    offline: 'true',
    audit: 'false',
    fund: 'false',
    update_notifier: 'false',
    registry: 'http://127.0.0.1:9',
  };
  const settings = Object.entries({ ...npm, cache: join(cwd, '.npm-cache') });
  const env = {
    ...process.env,
    ...Object.fromEntries(settings.map(([name, value]) => [`npm_config_${name}`, value])),
  };
  try {
    return (await execute(file, args, { cwd, env })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/** `npm pack` of a folder; the tarball's path. */
export async function pack(folder: string, destination: string): Promise<string> {
  const name = await run(
    destination,
    'npm',
    'pack',
    folder,
    '--ignore-scripts',
    '--pack-destination',
    destination,
    '--silent',
  );
  return join(destination, name.trim());
}

/** The folder of an installed package, from where its name can be resolved. */
export function installed(name: string, from: string): string {
  const entry = createRequire(join(from, 'package.json')).resolve(name);
  return entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
}

/** The compiler with that project file; rejects with its complaints. */
export function tsc(cwd: string, project: string): Promise<string> {
  const compiler = join(dirname(createRequire(__filename).resolve('typescript')), 'tsc.js');
  return run(cwd, process.execPath, compiler, '--pretty', 'false', '-p', project);
}
