import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Looks at a page as it is now: axe must find nothing wrong with it, and a picture of it is kept. */
export class Inspector {
  readonly #page: Page;
  readonly #folder: string;

  /** @param folder where the pictures go */
  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  async inspect(name: string): Promise<void> {
    await this.#page.screenshot({ path: join(this.#folder, `${name}.png`), animations: 'disabled' });
    const { violations } = await new AxeBuilder({ page: this.#page }).analyze();
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
    expect(found, name).toEqual([]);
    await this.#expectNoSidewaysScrolling(name);
  }

  /** WCAG 2.2, 1.4.10. */
  async #expectNoSidewaysScrolling(name: string): Promise<void> {
    const { scrollWidth, clientWidth } = await this.#page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth, `${name} is as wide as the screen`).toBeLessThanOrEqual(clientWidth);
  }
}
