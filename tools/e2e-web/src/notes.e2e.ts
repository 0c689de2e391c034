import { createAccount } from './support/accounts.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesApi } from './support/notes-api.ts';

test('keeps what is typed, also after a reload', async ({ app, account, api }) => {
  await app.signIn(account);
  await app.notes.write('Shopping\nbread, cheese');
  await app.notes.waitUntilSaved();
  expect(await api.texts()).toEqual(['Shopping\nbread, cheese']);

  await app.page.reload();
  await expect(app.notes.text).toHaveValue('Shopping\nbread, cheese');
  await app.notes.text.fill('Shopping\nbread, cheese, apples');
  await app.notes.waitUntilSaved();
  await expect.poll(() => api.texts()).toEqual(['Shopping\nbread, cheese, apples']);
  await expect(app.notes.items).toHaveCount(1);
  await expect(app.notes.item('Shopping')).toContainText('bread, cheese, apples');
});

test('shows the same notes on another device', async ({ newDevice, account }) => {
  const [phone, laptop] = [await newDevice(), await newDevice()];
  await phone.signIn(account);
  await phone.notes.write('from the phone');
  await phone.notes.waitUntilSaved();
  await laptop.signIn(account);
  await laptop.notes.openNote('from the phone');
  await expect(laptop.notes.text).toHaveValue('from the phone');
});

test('lists the newest note first', async ({ app, account }) => {
  await app.signIn(account);
  for (const text of ['first', 'second', 'third']) {
    await app.notes.write(text);
    await app.notes.waitUntilSaved();
  }
  await expect(app.notes.items).toContainText(['third', 'second', 'first']);
  await app.notes.openNote('first');
  await app.notes.text.fill('first, changed');
  await app.notes.waitUntilSaved();
  await app.page.reload();
  await expect(app.notes.items).toContainText(['third', 'second', 'first, changed']);
});

test('loads older notes as the list is scrolled', async ({ app, account, api }) => {
  const texts = Array.from({ length: 120 }, (_, index) => `note ${String(index).padStart(3, '0')}`);
  await api.createMany(texts);
  await app.signIn(account);
  const { items } = app.notes;
  await expect(items.first()).toContainText('note 119');
  expect(await items.count()).toBeLessThan(texts.length);
  await expect(async () => {
    await items.last().scrollIntoViewIfNeeded();
    await expect(items).toHaveCount(texts.length, { timeout: 500 });
  }).toPass();
  await expect(items).toContainText(texts.toReversed());
});

test('searches in what is loaded', async ({ app, account, api }) => {
  await api.createMany(['Garden plan\ntomatoes', 'Letter to Ada', 'Holiday\nthe garden of Sissinghurst']);
  await app.signIn(account);
  await app.notes.search.fill('GARDEN');
  await expect(app.notes.items).toContainText(['Holiday', 'Garden plan']);
  await expect(app.page.getByText('2 found in your 3 notes.')).toBeVisible();
  await app.notes.search.fill('garden sissinghurst');
  await expect(app.notes.items).toHaveCount(1);
  await expect(app.notes.items).toContainText(['Holiday']);
  await app.notes.search.fill('weather');
  await expect(app.page.getByText('Nothing found in your 3 notes.')).toBeVisible();
  await expect(app.notes.items).toHaveCount(0);
  await app.notes.search.clear();
  await expect(app.notes.items).toHaveCount(3);
});

test('takes a deletion back', async ({ app, account, api }) => {
  await api.createMany(['to stay', 'deleted by mistake']);
  await app.signIn(account);
  await app.notes.openNote('deleted by mistake');
  await app.notes.deleteOpenNote();
  await expect(app.notes.items).toContainText(['to stay']);
  await expect(app.notes.items).toHaveCount(1);
  await app.button('Undo').click();
  await expect(app.notes.items).toContainText(['deleted by mistake', 'to stay']);
  await app.page.reload();
  await expect(app.notes.items).toHaveCount(2);
  expect(await api.texts()).toEqual(['to stay', 'deleted by mistake']);
});

test('deletes for good when nobody takes it back', async ({ app, account, api }) => {
  await api.createMany(['to stay', 'to go']);
  await app.signIn(account);
  await app.notes.openNote('to go');
  await app.notes.deleteOpenNote();
  await expect(app.page.getByText('Deleted “to go”')).toBeVisible();
  await expect.poll(() => api.texts(), { timeout: 30_000 }).toEqual(['to stay']);
  await app.page.reload();
  await expect(app.notes.items).toHaveCount(1);
  await expect(app.notes.item('to stay')).toBeVisible();
});

test('finishes a deletion that a reload interrupted', async ({ app, account, api }) => {
  await api.createMany(['to stay', 'to go']);
  await app.signIn(account);
  await app.notes.openNote('to go');
  await app.notes.deleteOpenNote();
  await expect(app.notes.items).toHaveCount(1);
  await app.page.reload();
  await expect(app.notes.items).toHaveCount(1);
  await expect.poll(() => api.texts(), { timeout: 30_000 }).toEqual(['to stay']);
});

test('shows two people only their own notes', async ({ newDevice, service }) => {
  const [ada, bob] = [await createAccount(service, 'ada'), await createAccount(service, 'bob')];
  const [adasApp, bobsApp] = [await newDevice(), await newDevice()];
  await adasApp.signIn(ada);
  await adasApp.notes.write('of Ada');
  await adasApp.notes.waitUntilSaved();
  await bobsApp.signIn(bob);
  await bobsApp.notes.write('of Bob');
  await bobsApp.notes.waitUntilSaved();
  await adasApp.page.reload();
  await expect(adasApp.notes.items).toContainText(['of Ada']);
  await expect(adasApp.notes.items).toHaveCount(1);
  await expect(bobsApp.notes.items).toHaveCount(1);

  const noteid = await new NotesApi(service, ada).idOf('of Ada');
  await bobsApp.open(`/#/notes/${noteid}`);
  await expect(bobsApp.page.getByText('This note is not here any more')).toBeVisible();
});

test('opens a note by its address, however old it is', async ({ app, account, api }) => {
  await api.createMany(Array.from({ length: 60 }, (_, index) => `note ${index}`));
  await app.signIn(account);
  await app.open(`/#/notes/${await api.idOf('note 0')}`);
  await expect(app.notes.text).toHaveValue('note 0');
});
