import { FakeMachine } from './test-support/fake-machine.ts';

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine({});
});
afterEach(() => machine.remove());

const NODE = JSON.stringify(process.execPath);

/** Stands in for a program that runs the rest of its arguments: everything from `sh` on. */
const runsTheRest = (name: string) => `echo "${name} $*" >> "$CALLS"
while [ "$1" != sh ]; do shift; done
exec /bin/sh "$2" "$3" "$4" "$5" "$6" "$7"`;

describe('runProgram', () => {
  it.each([
    ['process.exit(3)', 3],
    [`process.kill(process.pid, 'SIGKILL')`, 1],
  ])('gives the status of %s', async (script, status) => {
    const command = `[${NODE}, '--eval', ${JSON.stringify(script)}]`;
    const statement = `process.exitCode = await kit.runProgram(${command}, { cwd: '/' })`;
    expect(await machine.run('run-program.ts', statement)).toEqual({ status, output: '' });
  });

  it.each([
    ['', 'SIGTERM'],
    [`, killSignal: 'SIGINT'`, 'SIGINT'],
  ])('passes a signal on%s', async (option, received) => {
    const child = `process.on('SIGTERM', report); process.on('SIGINT', report);
      function report(signal) { console.log(signal); process.exit(7) }
      setInterval(() => undefined, 1000);
      process.kill(process.ppid, 'SIGTERM');`;
    const command = `[${NODE}, '--eval', ${JSON.stringify(child)}]`;
    const statement = `process.exitCode = await kit.runProgram(${command}, { cwd: '/'${option} })`;
    expect(await machine.run('run-program.ts', statement)).toEqual({ status: 7, output: `${received}\n` });
  });
});

describe('runWithLoopbackOnly', () => {
  const command = `[${NODE}, '--eval', 'console.log("inside"); process.exit(5)']`;
  const statement = `process.exitCode = await kit.runWithLoopbackOnly(${command}, { cwd: '/', otherwise: 'not alone' })`;

  it('runs the program in a network namespace of its own, whose loopback is up', async () => {
    machine.has('unshare', runsTheRest('unshare'));
    machine.has('ip', 'echo "ip $*" >> "$CALLS"');
    const { status, output } = await machine.run('run-program.ts', statement);
    expect(status).toBe(5);
    expect(output).toBe('In a network namespace of its own: nothing but loopback can be reached.\ninside\n');
    expect(machine.calls.filter((call) => call.startsWith('ip'))).toEqual([
      'ip link set lo up',
      'ip link set lo up',
    ]);
  });

  it('asks to be root in a namespace where this user may not have one otherwise', async () => {
    machine.has('unshare', `case "$*" in *--map-root-user*) ${runsTheRest('unshare')};; *) exit 1;; esac`);
    machine.has('ip', '');
    expect(await machine.run('run-program.ts', statement)).toMatchObject({
      status: 5,
      output: expect.stringContaining('In a'),
    });
  });

  it('says so where there is no way, and runs it all the same', async () => {
    expect(await machine.run('run-program.ts', statement)).toEqual({
      status: 5,
      output: 'not alone\ninside\n',
    });
  });
});
