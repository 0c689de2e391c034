import { type Locator, type Page, expect } from '@playwright/test';

/** The page with the list and the open note. */
export class NotesPage {
  readonly page: Page;
  readonly newNote: Locator;
  readonly text: Locator;
  readonly search: Locator;
  /** The notes in the list, as they are shown. */
  readonly items: Locator;
  /** How the open note is kept. */
  readonly status: Locator;
  readonly signInAgain: Locator;

  constructor(page: Page) {
    this.page = page;
    this.newNote = page.getByRole('button', { name: 'New note', exact: true });
    this.text = page.getByLabel('Text of the note', { exact: true });
    this.search = page.getByRole('searchbox', { name: 'Search your notes' });
    this.items = page.getByRole('region', { name: 'Your notes' }).getByRole('listitem');
    this.status = page.locator('section').filter({ has: this.text }).getByRole('status');
    this.signInAgain = page.getByRole('dialog', { name: 'Your session has ended' });
  }

  /** The link to the note whose shown text holds this. */
  item(text: string): Locator {
    return this.items.filter({ hasText: text }).getByRole('link');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Starts a note and types its text; that it is kept is another matter. */
  async write(text: string): Promise<void> {
    await this.newNote.click();
    await this.text.fill(text);
  }

  async openNote(text: string): Promise<void> {
    await this.item(text).click();
    await expect(this.text).toBeVisible();
  }

  /** Until the service has what is typed. */
  async waitUntilSaved(): Promise<void> {
    await expect(this.status).toHaveText('Saved');
  }

  /** Types until the session has ended; gives what stands in the note then. */
  async typeUntilAsked(): Promise<string> {
    await expect(async () => {
      if (await this.signInAgain.isHidden()) await this.text.press('x', { timeout: 1000 });
      await expect(this.signInAgain).toBeVisible({ timeout: 1500 });
    }).toPass({ timeout: 45_000 });
    return this.text.inputValue();
  }

  async deleteOpenNote(): Promise<void> {
    await this.button('Delete note').click();
  }

  async openAccountMenu(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account of / }).click();
  }

  async signOut(): Promise<void> {
    await this.openAccountMenu();
    await this.button('Sign out everywhere').click();
    const dialog = this.page.getByRole('dialog', { name: 'Sign out everywhere?' });
    await dialog.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible();
  }

  /** Until the app is kept on this device, so that it opens without a network. */
  async waitUntilInstalled(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }
}
