import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findViolations, openBrowser, readOverflow } from './open-browser.ts';

/** A question to the CRM, through the component, the gateway and the stand-in, as the rep who is signed in. */
describe('asking the CRM', () => {
  const pageUrl = inject('pageUrl');
  let context: BrowserContext;
  let close: () => Promise<void>;
  let page: Page;

  beforeAll(async () => {
    ({ context, close } = await openBrowser());
    page = await context.newPage();
  });
  afterAll(() => close());

  const crm = () => page.locator('c-dealside-crm-ask');
  const open = async (width = 1280) => {
    await page.setViewportSize({ width, height: 1000 });
    await page.goto(`${pageUrl}/opportunities`);
    await crm().getByRole('heading', { name: 'Ask your CRM' }).waitFor();
  };
  const ask = async (question: string) => {
    await crm().getByLabel('Ask about deals, accounts, contacts, tasks or meetings').fill(question);
    await page.keyboard.press('Enter');
  };
  const rows = () => crm().getByRole('table').getByRole('row');

  it.each([320, 1280])(
    'answers with rows that lead to their records, fits at %i pixels, and axe finds nothing',
    async (width) => {
      await open(width);
      await ask('my open deals over 50k closing this quarter');
      await crm().getByText('Read as:').waitFor({ timeout: 60_000 });
      await rows().first().waitFor();
      expect(await readOverflow(page)).toBeLessThanOrEqual(0);
      expect(await findViolations(page)).toEqual([]);
      const link = crm().getByRole('table').getByRole('link').first();
      const name = await link.textContent();
      await link.click();
      await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
    },
  );

  it('shows the query, and runs it edited', async () => {
    await open();
    await ask('open deals');
    await rows().nth(1).waitFor({ timeout: 60_000 });
    await crm().getByRole('button', { name: 'Query' }).click();
    const editor = crm().getByLabel('SOQL, as it was run');
    expect(await editor.inputValue()).toContain('FROM Opportunity WHERE IsClosed = FALSE');
    await editor.fill("SELECT Name FROM Opportunity WHERE Name LIKE 'Northwind%' LIMIT 1");
    await crm().getByRole('button', { name: 'Run the query' }).click();
    await crm().getByText('1 row', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await rows().nth(1).textContent()).toContain('Northwind renewal');
  });

  it('changes nothing, and says so', async () => {
    await open();
    await ask('delete all my deals');
    await crm().getByText('Questions only read.').waitFor({ timeout: 60_000 });
    await crm().getByText('You can ask, for example:').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});
