import { expect, test } from './support/fixtures.ts';

test('can be used with the keyboard alone', async ({ app, account }) => {
  const { page, notes } = app;
  const { keyboard } = page;
  await app.open();
  await expect(app.field('Email')).toBeFocused();
  await keyboard.type(account.email);
  await keyboard.press('Tab');
  await keyboard.type(account.password);
  await keyboard.press('Enter');
  await expect(notes.newNote).toBeVisible();

  await keyboard.press('n');
  await expect(notes.text).toBeFocused();
  await keyboard.type('Walk the dog');
  await notes.waitUntilSaved();
  await keyboard.press('Alt+n');
  await expect(notes.text).toHaveValue('');
  await keyboard.type('Feed the cat');
  await notes.waitUntilSaved();
  await keyboard.press('Escape');
  await expect(notes.text).toBeHidden();

  await keyboard.press('/');
  await expect(notes.search).toBeFocused();
  await keyboard.type('dog');
  await expect(notes.items).toHaveCount(1);
  await keyboard.press('Tab');
  await expect(notes.item('Walk the dog')).toBeFocused();
  await keyboard.press('Enter');
  await expect(notes.text).toBeFocused();
  await expect(notes.text).toHaveValue('Walk the dog');
  await keyboard.press('Alt+Delete');
  await expect(page.getByText('Deleted “Walk the dog”')).toBeVisible();
  await keyboard.press('u');
  await expect(notes.item('Walk the dog')).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Alt+Delete');
  await expect(page.getByText('Nothing found in your 1 note.')).toBeVisible();
  await keyboard.press('Escape');
  await expect(notes.search).toHaveValue('');
  await expect(notes.items).toContainText(['Feed the cat']);
  await expect(notes.items).toHaveCount(1);
});

test('moves between notes and asks for help by key', async ({ app, account, api }) => {
  const { page, notes } = app;
  await api.createMany(['first', 'second', 'third']);
  await app.signIn(account);
  await expect(notes.items).toHaveCount(3);
  await notes.newNote.focus();
  await page.keyboard.press('j');
  await expect(notes.text).toHaveValue('third');
  await page.keyboard.press('Alt+j');
  await expect(notes.text).toHaveValue('second');
  await page.keyboard.press('Alt+k');
  await expect(notes.text).toHaveValue('third');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  await help.getByLabel('Use single keys').press('Space');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('n');
  await expect(notes.text).toBeHidden();
  await page.keyboard.press('Alt+n');
  await expect(notes.text).toBeFocused();
});

test('reaches everything with the tab key, in the order of the page', async ({ app, account, api }) => {
  const { page, notes } = app;
  await api.createMany(['the only note']);
  await app.signIn(account);
  await page.reload();
  await expect(notes.items).toHaveCount(1);
  const stops = [
    page.getByRole('link', { name: 'Skip to your notes' }),
    page.getByRole('button', { name: `Account of ${account.email}` }),
    notes.newNote,
    notes.search,
    notes.item('the only note'),
  ];
  for (const stop of stops) {
    await page.keyboard.press('Tab');
    await expect(stop).toBeFocused();
    await expect(stop).toBeVisible();
  }
  await page.keyboard.press('Enter');
  await expect(notes.text).toBeFocused();
  for (const stop of [notes.button('Delete note'), ...stops.toReversed().slice(0, -1)]) {
    await page.keyboard.press('Shift+Tab');
    await expect(stop).toBeFocused();
  }
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('link', { name: 'Skip to the note' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(notes.text).toBeFocused();
});
