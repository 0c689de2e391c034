import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Lambda gives a whole virtual CPU at this size, and less in proportion. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEMORY_OF_ONE_CPU = 1769;

const PERIOD = 100_000;

/** A control group that lets its processes have no more CPU time than a Lambda function of that many megabytes. Linux, as root. */
export class CpuShare {
  readonly #path: string;
  readonly #members: string;

  constructor(memory: number) {
    const quota = Math.round((PERIOD * memory) / MEMORY_OF_ONE_CPU);
    const name = `notes-bench-${process.pid}-${memory}`;
    const version1 = join('/sys/fs/cgroup/cpu', name);
    const version2 = join('/sys/fs/cgroup', name);
    try {
      mkdirSync(version1);
      this.#path = version1;
      this.#members = join(version1, 'tasks');
      writeFileSync(join(version1, 'cpu.cfs_period_us'), String(PERIOD));
      writeFileSync(join(version1, 'cpu.cfs_quota_us'), String(quota));
    } catch {
      mkdirSync(version2);
      this.#path = version2;
      this.#members = join(version2, 'cgroup.procs');
      writeFileSync(join(version2, 'cpu.max'), `${quota} ${PERIOD}`);
    }
  }

  /** Starts a Node process with this share from its first instruction on. */
  spawnNode(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): ChildProcessByStdio<Writable, Readable, null> {
    const enter = `echo $$ > ${this.#members} && exec "$0" "$@"`;
    return spawn('/bin/sh', ['-c', enter, process.execPath, ...args], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  remove(): void {
    rmdirSync(this.#path);
  }
}
