import { codesFor, createAccount, newPerson } from './support/accounts.ts';
import { expect, test } from './support/fixtures.ts';

/** The first part of every JSON Web Token, and of nothing else. */
const TOKEN = /eyJ[\w-]{10,}\./;

test('signs up with the code from the mail', async ({ app, service }) => {
  const eve = newPerson('eve');
  await app.open();
  await app.button('Create an account').click();
  await expect(app.heading('Create your account')).toBeVisible();
  await app.fillCredentials(eve);
  await app.button('Create account').click();

  await expect(app.heading('Check your email')).toBeVisible();
  const [code = ''] = await codesFor(service, eve.email);
  await app.field('Code').fill(code === '000000' ? '111111' : '000000');
  await app.button('Confirm').click();
  await expect(app.alert).toHaveText('This is not the code that was sent. Check it and try again.');
  await app.field('Code').fill(code);
  await app.button('Confirm').click();
  await expect(app.page.getByText('No notes yet')).toBeVisible();
  await expect(app.notes.items).toHaveCount(0);
});

test('sends the code again', async ({ app, service }) => {
  const eve = newPerson('eve');
  await app.open();
  await app.button('Create an account').click();
  await app.fillCredentials(eve);
  await app.button('Create account').click();
  await app.button('Send a new code').click();
  await expect(app.page.getByText('A new code is on its way.')).toBeVisible();

  const [latest = '', first = ''] = await codesFor(service, eve.email);
  expect([latest, first]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^\d{6}$/)]);
  await app.field('Code').fill(latest);
  await app.button('Confirm').click();
  await expect(app.notes.newNote).toBeVisible();
});

test('asks for the code at the sign-in of somebody who left it for later', async ({ app, service }) => {
  const eve = newPerson('eve');
  await app.open();
  await app.button('Create an account').click();
  await app.fillCredentials(eve);
  await app.button('Create account').click();
  await expect(app.heading('Check your email')).toBeVisible();
  await app.page.reload();

  await app.fillCredentials(eve);
  await app.button('Sign in').click();
  await expect(app.heading('Check your email')).toBeVisible();
  const [code = ''] = await codesFor(service, eve.email);
  await app.field('Code').fill(code);
  await app.button('Confirm').click();
  await expect(app.notes.newNote).toBeVisible();
});

test('refuses a weak password and a taken address', async ({ app, account }) => {
  await app.open();
  await app.button('Create an account').click();
  await app.fillCredentials({ email: account.email, password: 'sunny' });
  await app.button('Create account').click();
  await expect(app.alert).toContainText('This password is too weak.');
  await app.field('Password').fill(account.password);
  await app.button('Create account').click();
  await expect(app.alert).toContainText('There is already an account with this email address.');
});

test('signs in, and stays signed in after a reload', async ({ app, account }) => {
  await app.signIn(account);
  await app.page.reload();
  await expect(app.notes.newNote).toBeVisible();
  await expect(app.field('Password')).toHaveCount(0);
});

test('says when the password is wrong, without saying whose address is known', async ({ app, account }) => {
  await app.open();
  const refusal = 'The email address or the password is not right.';
  for (const { email } of [account, newPerson('nobody')]) {
    await app.fillCredentials({ email, password: 'Rainy-Night-in-1998' });
    await app.button('Sign in').click();
    await expect(app.alert).toHaveText(refusal);
    await app.page.reload();
  }
});

test('sets a new password for somebody who forgot it', async ({ app, account, service }) => {
  await app.open();
  await app.field('Email').fill(account.email);
  await app.button('Forgot your password?').click();
  await expect(app.heading('Reset your password')).toBeVisible();
  await app.button('Send code').click();
  await expect(app.heading('Choose a new password')).toBeVisible();
  const [code = ''] = await codesFor(service, account.email);
  const changed = { ...account, password: 'Another-Day-in-2001' };
  await app.field('Code').fill(code);
  await app.field('New password').fill(changed.password);
  await app.button('Set new password').click();
  await expect(app.notes.newNote).toBeVisible();

  await app.notes.signOut();
  await app.fillCredentials(account);
  await app.button('Sign in').click();
  await expect(app.alert).toHaveText('The email address or the password is not right.');
  await app.signIn(changed);
});

test.describe('with tokens that expire soon', () => {
  test.use({ serviceName: 'brief' });

  test('signs out everywhere, and leaves no token behind', async ({ newDevice, account }) => {
    const [phone, laptop] = [await newDevice(), await newDevice()];
    await phone.signIn(account);
    await laptop.signIn(account);
    expect(await laptop.storedText()).toMatch(TOKEN);
    await laptop.notes.signOut();
    await expect(laptop.heading('Sign in')).toBeVisible();
    expect(await laptop.storedText()).not.toMatch(TOKEN);

    // The phone's access token is accepted until it expires; renewing it is not.
    await phone.notes.write('typed on the phone');
    await phone.notes.typeUntilAsked();
    expect(await phone.storedText()).not.toMatch(TOKEN);
  });
});

test('keeps two people apart, one after the other at the same device', async ({ app, account, service }) => {
  const other = await createAccount(service, 'other');
  await app.signIn(account);
  await app.notes.write('only mine');
  await app.notes.waitUntilSaved();
  await app.notes.signOut();
  await app.signIn(other);
  await expect(app.page.getByText('No notes yet')).toBeVisible();
  await expect(app.notes.items).toHaveCount(0);
  await app.notes.signOut();
  await app.signIn(account);
  await expect(app.notes.item('only mine')).toBeVisible();
});
