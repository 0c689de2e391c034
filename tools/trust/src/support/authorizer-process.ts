import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const RUN_BUNDLE = join(__dirname, 'run-authorizer-bundle.cjs');

/** What an invocation of the authorizer came to. */
export interface AuthorizerOutcome {
  /** What it returned, as JSON carries it. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** The message that it failed with. The gateway answers `Unauthorized` with 401, and any other with 500. */
  readonly error?: string;
  /** The line that it logged. */
  readonly logged?: { readonly outcome: string; readonly code?: string };
}

/** The bundle of the authorizer, as it is deployed, in a process of its own that has only the environment it is given. */
export class AuthorizerProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, PromiseWithResolvers<AuthorizerOutcome>>();
  #calls = 0;
  #errors = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
    child.on('message', ({ id, ...outcome }: AuthorizerOutcome & { id: string }) => {
      this.#waiting.get(id)?.resolve(outcome);
      this.#waiting.delete(id);
    });
    child.once('close', () => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`The process ended: ${this.#errors}`));
    });
  }

  static start(environment: Readonly<Record<string, string>>): AuthorizerProcess {
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    return new AuthorizerProcess(
      spawn(process.execPath, [RUN_BUNDLE], { env: environment, stdio: [...stdio] }),
    );
  }

  /** Calls the handler with that event. Rejects when the process ends instead. */
  async invoke(event: object): Promise<AuthorizerOutcome> {
    const id = `invocation-${++this.#calls}`;
    const answer = Promise.withResolvers<AuthorizerOutcome>();
    this.#waiting.set(id, answer);
    this.#child.send({ id, event }, (error) => error && answer.reject(error));
    return answer.promise;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }
}

/** The event of a TOKEN authorizer. */
export function tokenEvent(authorizationToken: string): object {
  return { type: 'TOKEN', authorizationToken, methodArn: METHOD_ARN };
}

export const METHOD_ARN = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/notes';
