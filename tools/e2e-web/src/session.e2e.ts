import { signOutEverywhere } from './support/accounts.ts';
import type { App } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ serviceName: 'brief' });

/** Counts the renewals of a session. */
function countRenewals({ context }: App): () => number {
  let renewals = 0;
  context.on('response', (response) => {
    const target = response.request().headers()['x-amz-target'] ?? '';
    if (target.endsWith('.GetTokensFromRefreshToken') && response.ok()) renewals++;
  });
  return () => renewals;
}

test('renews the session while somebody types, and nobody notices', async ({ app, account, api }) => {
  const renewals = countRenewals(app);
  await app.signIn(account);
  await app.notes.write('typed on and on');
  await expect(async () => {
    await app.notes.text.press('x');
    await app.notes.waitUntilSaved();
    expect(renewals()).toBeGreaterThan(1);
  }).toPass({ timeout: 45_000 });
  await expect(app.notes.signInAgain).toBeHidden();
  const typed = await app.notes.text.inputValue();
  expect(typed).toMatch(/^typed on and onx+$/);
  await expect.poll(() => api.texts()).toEqual([typed]);
});

test('asks for the password when the session was ended, and loses nothing that was typed', async ({
  app,
  account,
  service,
  api,
}) => {
  await app.signIn(account);
  await app.notes.write('in the middle of');
  await signOutEverywhere(service, account);
  const typed = await app.notes.typeUntilAsked();
  expect(typed).toMatch(/^in the middle ofx+$/);

  const dialog = app.notes.signInAgain;
  await expect(dialog.getByLabel('Email', { exact: true })).toHaveValue(account.email);
  await dialog.getByLabel('Password', { exact: true }).fill('Wrong-Day-in-1999');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog.getByRole('alert')).toHaveText('The email address or the password is not right.');
  await dialog.getByLabel('Password', { exact: true }).fill(account.password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(app.notes.text).toHaveValue(typed);
  await app.notes.waitUntilSaved();
  await expect.poll(() => api.texts()).toEqual([typed]);
});

test('lets somebody write on whose session has ended, and asks later', async ({
  app,
  account,
  service,
  api,
}) => {
  await app.signIn(account);
  await app.notes.write('before');
  await signOutEverywhere(service, account);
  await app.notes.typeUntilAsked();
  await app.button('Not now').click();
  await app.notes.text.fill('written without a session');
  await expect(app.notes.status).toHaveText('Waiting for sign-in');
  await app.page.reload();
  await expect(app.notes.item('written without a session')).toBeVisible();
  const dialog = app.notes.signInAgain;
  await dialog.getByLabel('Password', { exact: true }).fill(account.password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => api.texts()).toEqual(['written without a session']);
});
