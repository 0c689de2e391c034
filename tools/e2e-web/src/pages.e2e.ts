import { join } from 'node:path';
import { codesFor, newPerson, signOutEverywhere } from './support/accounts.ts';
import { expect, test } from './support/fixtures.ts';
import { Inspector } from './support/inspect.ts';

const SCREENS = [
  { screen: 'phone', options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  { screen: 'desktop', options: { viewport: { width: 1280, height: 800 } } },
] as const;

for (const { screen, options } of SCREENS) {
  test(`the way in, ${screen}`, async ({ newDevice, service, artifacts }) => {
    const app = await newDevice(options);
    const inspector = new Inspector(app.page, join(artifacts, 'screenshots', screen));
    const eve = newPerson('eve');
    await app.open();
    await expect(app.heading('Sign in')).toBeVisible();
    await inspector.inspect('sign-in');
    await app.fillCredentials(eve);
    await app.button('Sign in').click();
    await expect(app.alert).not.toBeEmpty();
    await inspector.inspect('sign-in-refused');
    await app.button('Create an account').click();
    await expect(app.heading('Create your account')).toBeVisible();
    await inspector.inspect('sign-up');
    await app.fillCredentials(eve);
    await app.button('Create account').click();
    await expect(app.heading('Check your email')).toBeVisible();
    await inspector.inspect('sign-up-code');
    const [code = ''] = await codesFor(service, eve.email);
    await app.field('Code').fill(code);
    await app.button('Confirm').click();
    await expect(app.page.getByText('No notes yet')).toBeVisible();
    await inspector.inspect('no-notes');
    await app.notes.openAccountMenu();
    await expect(app.button('Sign out everywhere')).toBeVisible();
    await inspector.inspect('account-menu');
    await app.button('Sign out everywhere').click();
    const dialog = app.page.getByRole('dialog', { name: 'Sign out everywhere?' });
    await expect(dialog).toBeVisible();
    await inspector.inspect('sign-out');
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await app.button('Forgot your password?').click();
    await expect(app.heading('Reset your password')).toBeVisible();
    await inspector.inspect('forgotten-password');
    await app.field('Email').fill(eve.email);
    await app.button('Send code').click();
    await expect(app.heading('Choose a new password')).toBeVisible();
    await inspector.inspect('new-password');
  });

  test(`the notes, ${screen}`, async ({ newDevice, account, api, artifacts }) => {
    const app = await newDevice(options);
    const { notes } = app;
    const back = async () => {
      if (screen === 'phone') await app.button('All notes').click();
    };
    const inspector = new Inspector(app.page, join(artifacts, 'screenshots', screen));
    await api.createMany(NOTES);
    const noteid = await api.idOf(LETTER);
    await app.signIn(account);
    await expect(notes.items).toHaveCount(NOTES.length);
    await inspector.inspect('list');
    await notes.search.fill('garden');
    await expect(notes.items).toHaveCount(2);
    await inspector.inspect('search');
    await notes.search.fill('weather');
    await expect(notes.items).toHaveCount(0);
    await inspector.inspect('nothing-found');
    await notes.search.clear();
    await notes.openNote('Letter to the neighbours');
    await inspector.inspect('note');

    await app.context.setOffline(true);
    await notes.text.fill(`${LETTER}\n\nSee you on Sunday!`);
    await expect(notes.status).toHaveText('Waiting for connection');
    await inspector.inspect('offline');
    await api.replace(noteid, `${LETTER}\n\nSee you on Saturday!`);
    await app.context.setOffline(false);
    await app.button('Compare versions').click();
    await expect(app.page.getByRole('region', { name: 'My version' })).toBeVisible();
    await inspector.inspect('two-versions');
    await app.button('Keep mine').click();
    await notes.waitUntilSaved();

    await app.context.setOffline(true);
    await notes.text.fill('Written once more');
    await expect(notes.status).toHaveText('Waiting for connection');
    await api.delete(noteid);
    await app.context.setOffline(false);
    await app.button('Compare versions').click();
    await expect(app.heading('This note was deleted elsewhere')).toBeVisible();
    await inspector.inspect('deleted-elsewhere');
    await app.button('Delete it here too').click();

    await app.open('/#/notes/of-somebody-else');
    await expect(app.page.getByText('This note is not here any more')).toBeVisible();
    await inspector.inspect('note-missing');
    await back();
    await notes.openNote('Garden');
    await notes.deleteOpenNote();
    await expect(app.button('Undo')).toBeVisible();
    await inspector.inspect('deleted');
    await app.button('Undo').click();
    await notes.openAccountMenu();
    await app.button('Keyboard shortcuts').click();
    await expect(app.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await inspector.inspect('help');
  });
}

test.describe('with tokens that expire soon', () => {
  test.use({ serviceName: 'brief' });

  test('the question to sign in again', async ({ app, account, service, artifacts }) => {
    const inspector = new Inspector(app.page, join(artifacts, 'screenshots', 'desktop'));
    await app.signIn(account);
    await signOutEverywhere(service, account);
    await app.notes.write('still here');
    await app.notes.typeUntilAsked();
    await inspector.inspect('sign-in-again');
    await app.button('Not now').click();
    await expect(app.notes.signInAgain).toBeHidden();
    await inspector.inspect('session-ended');
  });
});

const LETTER = `Letter to the neighbours

Dear all,

the fence between our gardens needs paint again. Shall we do it together, with cake afterwards?`;

const NOTES = [
  'Books to read\nMiddlemarch, The Dispossessed, The Summer Book',
  'A very long title that no screen can show in one line because it goes on and on, well past where anybody would have stopped',
  LETTER,
  'Tea, biscuits, batteries',
  'Garden\ntomatoes, beans, one row of sunflowers along the wall',
];
