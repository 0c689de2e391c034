import type { Page, Response } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

/** Of compressed JavaScript before anything of Amplify, in bytes. */
const BUDGET = 120 * 1024;
const AMPLIFY = /\/assets\/[^/]*(amplify|cognito)[^/]*\.js$/i;

interface Script {
  readonly path: string;
  /** As sent: compressed. */
  readonly bytes: number;
}

/** The scripts that the page itself loads, apart from those that its service worker keeps for later. */
function collectScripts(page: Page): () => Promise<Script[]> {
  const responses: Response[] = [];
  page.on('response', (response) => {
    const ofPage = response.request().serviceWorker() === null;
    if (ofPage && response.request().resourceType() === 'script') responses.push(response);
  });
  return () =>
    Promise.all(
      responses.map(async (response) => ({
        path: new URL(response.url()).pathname,
        bytes: Number(await response.headerValue('content-length')),
      })),
    );
}

test('loads no more JavaScript than it may, and Amplify apart from it', async ({ app, account }) => {
  const scripts = collectScripts(app.page);
  await app.signIn(account);
  const loaded = await scripts();
  const amplify = loaded.filter(({ path }) => AMPLIFY.test(path));
  const own = loaded.filter(({ path }) => !AMPLIFY.test(path));
  const total = own.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(
    `JavaScript on first load: ${total} bytes; Amplify: ${amplify.map(({ bytes }) => bytes).join(' + ')}`,
  );
  expect(total).toBeGreaterThan(0);
  expect(amplify.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(BUDGET);

  const html = await (await app.page.request.get('/')).text();
  for (const { path } of amplify) expect(html).not.toContain(path);
});

test('shows the sign-in page before the library for it arrives', async ({ app, account }) => {
  const held = Promise.withResolvers<undefined>();
  await app.page.route(AMPLIFY, async (route) => {
    await held.promise;
    await route.continue();
  });
  await app.open();
  await expect(app.heading('Sign in')).toBeVisible();
  // What is laid out is visible to a test before it is painted.
  const paints = () => app.page.evaluate(() => performance.getEntriesByType('paint').map(({ name }) => name));
  await expect.poll(paints).toContain('first-contentful-paint');
  await app.fillCredentials(account);
  await app.button('Sign in').click();
  held.resolve(undefined);
  await expect(app.notes.newNote).toBeVisible();
});

test('shows the notes on this device before the library for the session arrives', async ({
  newDevice,
  account,
  api,
}) => {
  // Without its service worker the app has to fetch the library again.
  const app = await newDevice({ serviceWorkers: 'block' });
  await api.createMany(['on this device']);
  await app.signIn(account);
  await expect(app.notes.items).toHaveCount(1);
  const held = Promise.withResolvers<undefined>();
  const asked = app.page.waitForRequest(AMPLIFY);
  await app.page.route(AMPLIFY, async (route) => {
    await held.promise;
    await route.continue();
  });
  await app.page.reload();
  await asked;
  await expect(app.notes.item('on this device')).toBeVisible();
  await app.notes.write('written in the meantime');
  held.resolve(undefined);
  await app.notes.waitUntilSaved();
  await expect.poll(() => api.texts()).toEqual(['on this device', 'written in the meantime']);
});

test('has its notes on the screen at once when it is opened again', async ({ app, account, api }) => {
  await api.createMany(['kept']);
  await app.signIn(account);
  await expect(app.notes.items).toHaveCount(1);
  await app.page.route(`${api.url}/**`, () => undefined);
  await app.page.reload();
  await expect(app.notes.item('kept')).toBeVisible();
  await app.page.unrouteAll({ behavior: 'ignoreErrors' });
});
