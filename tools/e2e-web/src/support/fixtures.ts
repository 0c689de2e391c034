import { type BrowserContextOptions, test as base, expect } from '@playwright/test';
import type { Service } from '../service.ts';
import { type Account, createAccount } from './accounts.ts';
import { App } from './app.ts';
import { Guard } from './guard.ts';
import { NotesApi } from './notes-api.ts';

export interface Services {
  /** Tokens live for an hour. */
  readonly lasting: Service;
  /** Tokens live for seconds. */
  readonly brief: Service;
}

interface Options {
  readonly services: Services;
  /** Where files that are worth keeping go. */
  readonly artifacts: string;
  readonly serviceName: keyof Services;
}

interface Fixtures {
  readonly service: Service;
  readonly guard: Guard;
  /** The app in a browser profile of its own: another person, or another device. */
  readonly newDevice: (options?: BrowserContextOptions) => Promise<App>;
  readonly app: App;
  /** Somebody with an account. */
  readonly account: Account;
  /** The account's notes beside the app. */
  readonly api: NotesApi;
}

/** Every test fails when a browser of it does what the guard forbids. */
export const test = base.extend<Options & Fixtures>({
  services: [{} as Services, { option: true }],
  artifacts: ['', { option: true }],
  serviceName: ['lasting', { option: true }],

  service: async ({ services, serviceName }, use) => {
    await use(services[serviceName]);
  },
  guard: async ({ service }, use) => {
    const guard = new Guard(service);
    await use(guard);
    expect(guard.problems).toEqual([]);
  },
  newDevice: async ({ browser, guard, service }, use) => {
    const opened: App[] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        baseURL: service.webUrl,
        reducedMotion: 'reduce',
        ...options,
      });
      guard.watch(context);
      const app = new App(await context.newPage(), service);
      opened.push(app);
      return app;
    });
    for (const app of opened) await app.context.close();
  },
  app: async ({ newDevice }, use) => {
    await use(await newDevice());
  },
  account: async ({ service }, use, { title }) => {
    await use(await createAccount(service, title.replace(/\W+/g, '-').slice(0, 30)));
  },
  api: async ({ service, account }, use) => {
    await use(new NotesApi(service, account));
  },
});

export { expect };
