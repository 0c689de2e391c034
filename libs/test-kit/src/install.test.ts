import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeMachine } from './test-support/fake-machine.ts';

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine({});
});
afterEach(() => machine.remove());

describe('installNpmPackages', () => {
  const LOGS_CALL = 'echo "npm $*" >> "$CALLS"';
  let folder: string;
  beforeEach(() => {
    mkdirSync(join(machine.folder, 'manifest'));
    machine.write('manifest/package.json', '{}');
    machine.write('manifest/package-lock.json', '{"lockfileVersion":3}');
    folder = join(machine.folder, 'installed');
  });

  const install = async (prepare = `() => ({ what: 'peers', settings: { 'ignore-scripts': true } })`) => {
    const paths = [folder, join(machine.folder, 'manifest')].map((path) => JSON.stringify(path));
    return machine.run('install.ts', `kit.installNpmPackages(${paths.join()}, ${prepare})`);
  };

  it('has npm install what the lock file says, with those settings', async () => {
    machine.has('npm', LOGS_CALL);
    expect(await install()).toEqual({ status: 0, output: 'Installing peers ...\n' });
    expect(machine.calls).toEqual(['npm ci']);
    expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe('{"lockfileVersion":3}');
    expect(readFileSync(join(folder, '.npmrc'), 'utf8')).toBe(
      'audit=false\nfund=false\nupdate-notifier=false\nignore-scripts=true\n',
    );
  });

  it('finds them there later, without as much as preparing, until the lock file changes', async () => {
    machine.has('npm', LOGS_CALL);
    await install();
    expect(await install(`() => { throw new Error('prepared') }`)).toEqual({ status: 0, output: '' });
    expect(machine.calls).toHaveLength(1);

    machine.write('manifest/package-lock.json', '{}');
    await install();
    expect(machine.calls).toHaveLength(2);
    expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe('{}');
  });

  it('fails with the words of npm, and tries again', async () => {
    machine.has('npm', 'echo "no such package" >&2; exit 1');
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toContain('npm did not install peers.');
    expect(output).toContain('no such package');

    machine.has('npm', LOGS_CALL);
    expect((await install()).status).toBe(0);
    expect(machine.calls).toEqual(['npm ci']);
  });

  it('says so where there is no npm', async () => {
    expect((await install()).output).toContain('npm did not install peers.\nspawnSync npm ENOENT');
  });
});

describe('installPythonPackages', () => {
  // As venv does, it makes an environment with a Python of its own.
  const PYTHON = `echo "python3 $1 $2" >> "$CALLS"
/bin/mkdir -p "$3/bin"
printf '#!/bin/sh\\necho "pip $*" >> "$CALLS"\\n' > "$3/bin/python"
/bin/chmod +x "$3/bin/python"`;

  const install = async () => {
    const folder = join(machine.folder, 'environment');
    const requirements = machine.write('requirements.txt', 'schemathesis==4.0.0');
    const paths = [folder, requirements].map((path) => JSON.stringify(path));
    return machine.run('install.ts', `console.log(kit.installPythonPackages(${paths.join()}))`);
  };

  it('installs them into a virtual environment once, and gives its folder of programs', async () => {
    machine.has('python3', PYTHON);
    const programs = join(machine.folder, 'environment/bin');
    const first = await install();
    expect(first.output).toContain('Installing the packages of requirements.txt');
    expect(first.output).toContain(`\n${programs}\n`);
    expect(await install()).toEqual({ status: 0, output: `${programs}\n` });
    expect(machine.calls).toEqual([
      'python3 -m venv',
      expect.stringMatching(/^pip -m pip install .*--no-deps -r .*requirements\.txt$/),
    ]);
  });

  it('says what this machine lacks', async () => {
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toContain('Python 3.10 or newer with venv is needed.');
    expect(existsSync(join(machine.folder, 'environment/installed.txt'))).toBe(false);
  });
});
