import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Looks at pages as they are now, light and dark: axe must find nothing wrong, and pictures are kept. */
export class Inspector {
  readonly #page: Page;
  readonly #folder: string;

  /** @param folder where the pictures go */
  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  async inspect(name: string): Promise<void> {
    await this.#expectNoSidewaysScrolling(name);
    for (const colorScheme of ['dark', 'light'] as const) {
      await this.#page.emulateMedia({ colorScheme });
      await this.#page.screenshot({
        path: join(this.#folder, `${name}-${colorScheme}.png`),
        animations: 'disabled',
      });
      const { violations } = await new AxeBuilder({ page: this.#page }).analyze();
      const found = violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found, `${name}, ${colorScheme}`).toEqual([]);
    }
  }

  /** WCAG 2.2, 1.4.10. */
  async #expectNoSidewaysScrolling(name: string): Promise<void> {
    const overflow = await this.#page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name} is wider than the screen by so many pixels`).toBeLessThanOrEqual(0);
  }
}
