import type { Page } from '@playwright/test';
import type { App } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import type { NotesApi } from './support/notes-api.ts';

const MINE = 'typed in this tab';
const THEIRS = 'typed in the other tab';

const CHOICES = [
  { choice: 'Keep mine', open: MINE, kept: [MINE] },
  { choice: 'Keep theirs', open: THEIRS, kept: [THEIRS] },
  { choice: 'Keep both', open: THEIRS, kept: [THEIRS, MINE] },
] as const;

/** The two versions, and the way that the user chooses. */
async function choose(app: App, choice: string, mine: string, theirs: string): Promise<void> {
  await app.button('Compare versions').click();
  await expect(app.page.getByRole('region', { name: 'My version' })).toContainText(mine);
  await expect(app.page.getByRole('region', { name: 'Their version' })).toContainText(theirs);
  await app.button(choice).click();
}

async function texts(api: NotesApi): Promise<string[]> {
  return (await api.texts()).sort();
}

/** Stops the timers that a page starts from now on, until they are released. Playwright's own clock would stop those of all tabs. */
async function holdTimers(page: Page): Promise<() => Promise<void>> {
  const timers = await page.evaluateHandle(() => {
    const real = window.setTimeout.bind(window);
    const held: (() => void)[] = [];
    const hold = (callback: () => void) => held.push(callback);
    Object.assign(window, { setTimeout: hold });
    return {
      release: () => {
        Object.assign(window, { setTimeout: real });
        for (const callback of held) real(callback);
      },
    };
  });
  return () => timers.evaluate((held) => held.release());
}

for (const { choice, open, kept } of CHOICES) {
  test(`shows both versions when two tabs change a note: ${choice}`, async ({ app: other, account, api }) => {
    await api.createMany(['the note']);
    await other.signIn(account);
    await other.notes.openNote('the note');
    const tab = await other.newTab();
    await tab.open();
    await tab.notes.openNote('the note');

    // What is typed in this tab is not written before the other tab has written.
    const release = await holdTimers(tab.page);
    await tab.notes.text.fill(MINE);
    await other.notes.text.fill(THEIRS);
    await other.notes.waitUntilSaved();
    await release();

    await choose(tab, choice, MINE, THEIRS);
    await expect(tab.notes.text).toHaveValue(open);
    await tab.notes.waitUntilSaved();
    await expect.poll(() => texts(api)).toEqual([...kept].sort());
    await expect(other.notes.text).toHaveValue(open);
  });

  test(`shows both versions when another device changed the note: ${choice}`, async ({
    app,
    account,
    api,
  }) => {
    await api.createMany(['the note']);
    const noteid = await api.idOf('the note');
    await app.signIn(account);
    await app.notes.openNote('the note');
    await app.context.setOffline(true);
    await app.notes.text.fill(MINE);
    await expect(app.notes.status).toHaveText('Waiting for connection');
    await api.replace(noteid, THEIRS);
    await app.context.setOffline(false);

    await choose(app, choice, MINE, THEIRS);
    await expect(app.notes.text).toHaveValue(open);
    await app.notes.waitUntilSaved();
    await expect.poll(() => texts(api)).toEqual([...kept].sort());
    await app.page.reload();
    await expect(app.notes.items).toHaveCount(kept.length);
  });
}

const DELETED_CHOICES = [
  { choice: 'Keep my version', kept: [MINE] },
  { choice: 'Delete it here too', kept: [] },
] as const;

for (const { choice, kept } of DELETED_CHOICES) {
  test(`asks what becomes of a note that was deleted elsewhere: ${choice}`, async ({ app, account, api }) => {
    await api.createMany(['the note']);
    const noteid = await api.idOf('the note');
    await app.signIn(account);
    await app.notes.openNote('the note');
    await app.context.setOffline(true);
    await app.notes.text.fill(MINE);
    await expect(app.notes.status).toHaveText('Waiting for connection');
    await api.delete(noteid);
    await app.context.setOffline(false);

    await app.button('Compare versions').click();
    await expect(app.heading('This note was deleted elsewhere')).toBeVisible();
    await expect(app.page.getByRole('region', { name: 'My version' })).toContainText(MINE);
    await app.button(choice).click();
    await expect(app.notes.items).toHaveCount(kept.length);
    await expect.poll(() => texts(api)).toEqual([...kept]);
  });
}

test('follows another tab while nothing is typed', async ({ app, account, api }) => {
  await api.createMany(['the note']);
  await app.signIn(account);
  await app.notes.openNote('the note');
  const other = await app.newTab();
  await other.open();
  await other.notes.openNote('the note');
  await app.notes.text.fill('changed here');
  await expect(other.notes.text).toHaveValue('changed here');
  await expect(other.notes.item('changed here')).toBeVisible();
  await other.notes.text.fill('and changed there');
  await expect(app.notes.text).toHaveValue('and changed there');
  await expect.poll(() => api.texts()).toEqual(['and changed there']);
});
