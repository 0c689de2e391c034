import { type BrowserContext, type Locator, type Page, expect } from '@playwright/test';
import type { Service } from '../service.ts';
import type { Account } from './accounts.ts';
import { NotesPage } from './notes-page.ts';

/** The app as one person at one device meets it: found by what is read and heard, never by how it is built. */
export class App {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly notes: NotesPage;
  readonly #service: Service;

  constructor(page: Page, service: Service) {
    this.page = page;
    this.context = page.context();
    this.notes = new NotesPage(page);
    this.#service = service;
  }

  /** Another tab of the same browser. */
  async newTab(): Promise<App> {
    return new App(await this.context.newPage(), this.#service);
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  async fillCredentials({ email, password }: Account): Promise<void> {
    await this.field('Email').fill(email);
    await this.field('Password').fill(password);
  }

  /** From the sign-in page to the notes. */
  async signIn(account: Account): Promise<void> {
    await this.open();
    await this.fillCredentials(account);
    await this.button('Sign in').click();
    await expect(this.notes.newNote).toBeVisible();
  }

  /** What the browser keeps of this origin as text: both storages, and every record of every database. */
  async storedText(): Promise<string> {
    return this.page.evaluate(async () => {
      const open = (name: string) =>
        new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(`${name} does not open`));
        });
      const readAll = (database: IDBDatabase, store: string) =>
        new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result as unknown[]);
          request.onerror = () => reject(new Error(`${store} cannot be read`));
        });
      const found: unknown[] = [
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.cookie,
      ];
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await open(name);
        for (const store of database.objectStoreNames) found.push(await readAll(database, store));
        database.close();
      }
      return JSON.stringify(found);
    });
  }
}
