import { expect, test } from './support/fixtures.ts';

test('shows the notes after a reload without a connection', async ({ app, account, api }) => {
  await api.createMany(['older', 'newer\nwith a second line']);
  await app.signIn(account);
  await expect(app.notes.items).toHaveCount(2);
  await app.notes.waitUntilInstalled();
  await app.context.setOffline(true);
  await app.page.reload();
  await expect(app.page.getByText('You are offline.')).toBeVisible();
  await expect(app.notes.items).toContainText(['newer', 'older']);
  await app.notes.openNote('newer');
  await expect(app.notes.text).toHaveValue('newer\nwith a second line');
});

test('keeps what is written without a connection, across a reload, and sends all of it', async ({
  app,
  account,
  api,
}) => {
  await api.createMany(['to be changed', 'to be deleted']);
  await app.signIn(account);
  await expect(app.notes.items).toHaveCount(2);
  await app.notes.waitUntilInstalled();
  await app.context.setOffline(true);

  await app.notes.openNote('to be changed');
  await app.notes.text.fill('changed offline');
  await expect(app.notes.status).toHaveText('Waiting for connection');
  await app.notes.write('written offline');
  await expect(app.notes.status).toHaveText('Waiting for connection');
  await app.notes.openNote('to be deleted');
  await app.notes.deleteOpenNote();
  await expect(app.notes.items).toHaveCount(2);
  await expect(app.page.getByText('notes with changes wait on this device')).toBeVisible();

  await app.page.reload();
  await expect(app.notes.items).toContainText(['written offline', 'changed offline']);
  await app.notes.write('written after the reload');
  await expect(app.notes.status).toHaveText('Waiting for connection');
  expect((await api.texts()).sort()).toEqual(['to be changed', 'to be deleted']);

  await app.context.setOffline(false);
  await app.notes.waitUntilSaved();
  const all = ['changed offline', 'written after the reload', 'written offline'];
  await expect.poll(async () => (await api.texts()).sort(), { timeout: 30_000 }).toEqual(all);
  await expect(app.page.getByText('You are offline.')).toBeHidden();
  await app.page.reload();
  await expect(app.notes.items).toHaveCount(3);
});

test('sends what a closed page had not sent', async ({ newDevice, account, api }) => {
  const first = await newDevice();
  await first.signIn(account);
  await first.context.setOffline(true);
  await first.notes.write('closed too early');
  await expect(first.notes.status).toHaveText('Waiting for connection');
  const second = await first.newTab();
  await first.page.close();
  await first.context.setOffline(false);
  await second.open();
  await expect(second.notes.item('closed too early')).toBeVisible();
  await expect.poll(() => api.texts()).toEqual(['closed too early']);
});

test('keeps what was typed just before the page was left', async ({ app, account, api }) => {
  await app.signIn(account);
  await app.notes.write('in a hurry');
  await app.page.reload();
  await expect(app.notes.item('in a hurry')).toBeVisible();
  await expect.poll(() => api.texts()).toEqual(['in a hurry']);
});

test('keeps unsent changes for the next sign-in, when asked to', async ({ app, account, api }) => {
  await app.signIn(account);
  await app.page.route(`${api.url}/**`, (route) => route.abort());
  await app.notes.write('not sent yet');
  await expect(app.notes.status).toHaveText('Waiting for connection');
  await app.notes.openAccountMenu();
  await app.button('Sign out everywhere').click();
  const dialog = app.page.getByRole('dialog', { name: 'Sign out everywhere?' });
  await expect(dialog).toContainText('One note has changes that were not sent yet.');
  await dialog.getByRole('button', { name: 'Sign out and keep' }).click();
  await expect(app.heading('Sign in')).toBeVisible();
  await app.page.unrouteAll();
  await app.signIn(account);
  await expect(app.notes.item('not sent yet')).toBeVisible();
  await expect.poll(() => api.texts()).toEqual(['not sent yet']);
});
