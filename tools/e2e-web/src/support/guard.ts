import type { BrowserContext, Request, Response } from '@playwright/test';
import type { Service } from '../service.ts';

/** What the browser writes to the console itself for answers and lost connections; the guard looks at those where they happen. */
const BROWSER_OWN = /^Failed to load resource: /;
/** Answers that the app has to cope with: of the user pool a refusal, of the API an expired token or another state than expected. */
const POOL_REFUSAL = 400;
const API_REFUSALS: readonly number[] = [401, 404, 409, 412];

/** Watches everything that a test's browser does, and keeps what must not happen. */
export class Guard {
  readonly problems: string[] = [];
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  watch(context: BrowserContext): void {
    context.on('request', (request) => this.#checkHost(request));
    context.on('response', (response) => this.#checkStatus(response));
    context.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !BROWSER_OWN.test(text)) this.problems.push(`console: ${text}`);
    });
    context.on('weberror', (error) => this.problems.push(`uncaught: ${error.error().message}`));
    context.on('dialog', (dialog) => {
      this.problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  /** What a test provokes on purpose: it must have happened, and is no problem then. */
  expectProblem(pattern: RegExp): void {
    const others = this.problems.filter((problem) => !pattern.test(problem));
    if (others.length === this.problems.length) {
      throw new Error(`Nothing matched ${pattern}: ${JSON.stringify(this.problems)}`);
    }
    this.problems.splice(0, this.problems.length, ...others);
  }

  #checkHost(request: Request): void {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') {
      this.problems.push(`a request left this machine: ${request.url()}`);
    }
  }

  #checkStatus(response: Response): void {
    const { origin } = new URL(response.url());
    const status = response.status();
    const { invokeUrl, userPoolEndpoint } = this.#service.config;
    const expected =
      status < 400 ||
      (origin === userPoolEndpoint && status === POOL_REFUSAL) ||
      (origin === new URL(invokeUrl).origin && API_REFUSALS.includes(status));
    if (!expected) this.problems.push(`${status} for ${response.request().method()} ${response.url()}`);
  }
}
