import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';

/** What the page of the catalogue has. */
export const names = (page: Page) =>
  page.getByRole('article').getByRole('heading').allTextContents();
export const results = (page: Page) => page.getByRole('region').getByRole('status').first();
export const box = (page: Page) => page.getByRole('combobox', { name: 'Search the catalogue' });

/** What a name has and no other name does. */
export const newWord = () => `q${randomBytes(6).toString('hex')}`;
