import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findViolations, openBrowser, readOverflow } from './open-browser.ts';

/** The whole product behind the page: real brief, real search, real write into the CRM. */
describe('the record page', () => {
  const pageUrl = inject('pageUrl');
  let context: BrowserContext;
  let close: () => Promise<void>;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    ({ context, close } = await openBrowser());
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
  });
  afterAll(() => close());

  const panel = () => page.locator('c-dealside-panel');
  /** As the rep who owns it, whoever looked before. */
  const openDeal = async (width = 1280) => {
    await context.clearCookies();
    await page.setViewportSize({ width, height: 1000 });
    await page.goto(pageUrl);
    await panel().getByRole('heading', { level: 2, name: 'Northwind renewal' }).waitFor();
  };

  const switchTo = async (name: string) => {
    await page.locator('details.demo-users summary').click();
    await page.locator('.demo-users-item', { hasText: name }).click();
    await page.locator('.demo-users-name', { hasText: name }).waitFor();
  };

  it('shows the brief of the deal, and every section of it cites', async () => {
    await openDeal();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Northwind renewal');
    const claims = panel().locator('c-dealside-claim');
    expect(await claims.count()).toBeGreaterThan(3);
    for (const claim of await claims.all()) {
      expect(await claim.getByRole('button', { name: /^Source \d+/ }).count()).toBeGreaterThan(0);
    }
  });

  it.each([320, 1280])('fits at %i pixels, and axe finds nothing', async (width) => {
    await openDeal(width);
    expect(await readOverflow(page)).toBeLessThanOrEqual(0);
    expect(await findViolations(page)).toEqual([]);
  });

  it('opens the source of a claim in place', async () => {
    await openDeal();
    await panel()
      .getByRole('button', { name: /^Source \d+: Mail/ })
      .first()
      .click();
    const mark = panel().locator('c-dealside-evidence mark').first();
    await mark.waitFor();
    await panel().getByText('Opening the source').waitFor({ state: 'detached' });
    expect((await mark.textContent())?.length).toBeGreaterThan('Cited sentence: '.length);
  });

  it('answers a question in sentences that open their sources', async () => {
    await openDeal();
    await panel().getByLabel('Ask about this deal').fill('When does the board meet?');
    await page.keyboard.press('Enter');
    const ask = panel().locator('c-dealside-ask');
    await ask.locator('.answer').waitFor({ timeout: 90_000 });
    const cites = ask.getByRole('button', { name: /^Source \d+/ });
    expect(await cites.count()).toBeGreaterThan(0);
    await cites.first().click();
    await ask.locator('c-dealside-evidence').waitFor();
  });

  it('keeps a thumb', async () => {
    await openDeal();
    const up = () => panel().locator('c-dealside-claim').nth(1).getByRole('button', { name: 'Helpful', exact: true });
    const given = page.waitForResponse((answer) => answer.request().postData()?.includes('/feedback') ?? false);
    await up().click();
    await given;
    await openDeal();
    await expect.poll(() => up().getAttribute('aria-pressed')).toBe('true');
    await up().click();
  });

  it('saves an insight into the CRM after a preview, shows it in the related list, and takes it back', async () => {
    await openDeal();
    const related = page.locator('[data-related]');
    await related.getByText('Dealside Insights (0)').waitFor();
    const risk = panel().locator('c-dealside-section', { hasText: 'Risks' }).locator('c-dealside-claim').first();
    await risk.getByRole('button', { name: 'Save to Salesforce' }).click();
    await risk.getByText('This would be written to Salesforce').waitFor();
    await related.getByText('Dealside Insights (0)').waitFor();
    await risk.getByRole('button', { name: 'Save', exact: true }).click();
    await risk.getByText('Saved to Salesforce').waitFor();
    await related.getByText('Dealside Insights (1)').waitFor();
    const record = await risk.getByRole('link', { name: 'Open the record' }).getAttribute('href');
    expect(await (await page.request.get(`${pageUrl}${record}`)).text()).toContain('Dealside Insight');

    await page.reload();
    await risk.getByText('Saved to Salesforce').waitFor();
    await risk.getByRole('button', { name: 'Undo' }).click();
    await risk.getByText('Taken back').waitFor();
    await related.getByText('Dealside Insights (0)').waitFor();
  });

  it('shows nothing of a deal to a user who may not see it', async () => {
    await openDeal();
    const dealUrl = page.url();
    let refused = 0;
    for (const name of await page.locator('.demo-users-item strong').allTextContents()) {
      await page.goto(dealUrl);
      await switchTo(name);
      const title = panel().getByRole('heading', { level: 2 }).first();
      await title.waitFor();
      if ((await title.textContent()) !== 'No access') continue;
      refused += 1;
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You cannot see this record');
      expect(await panel().locator('c-dealside-claim').count()).toBe(0);
    }
    expect(refused).toBeGreaterThan(0);
  });

  it('lets a seller connect Salesforce once, in the browser', async () => {
    await openDeal();
    await switchTo('Owen Pryce');
    const connect = panel().getByRole('button', { name: 'Connect Salesforce' });
    await connect.waitFor();
    expect(await findViolations(page)).toEqual([]);
    const opened = context.waitForEvent('page');
    await connect.click();
    const login = await opened;
    await panel().getByText('Finish signing in where it opened').waitFor();
    // The gateway's own page says what comes next, and whose rights are used.
    await login.getByRole('heading', { name: 'Connect Dealside' }).waitFor();
    expect(await findViolations(login)).toEqual([]);
    // The style is allowed by its hash.
    expect(
      await login.evaluate(() => getComputedStyle(document.querySelector('main') ?? document.body).borderTopWidth),
    ).toBe('1px');
    await login.setViewportSize({ width: 320, height: 700 });
    expect(await readOverflow(login)).toBeLessThanOrEqual(0);
    await login.getByRole('link', { name: 'Continue to Salesforce' }).click();
    const username = await login.locator('#usernames option', { hasText: 'Owen Pryce' }).getAttribute('value');
    await login.getByLabel('Username').fill(username ?? '');
    await login.getByLabel('Password').fill('dealside');
    await login.getByRole('button', { name: 'Log In' }).click();
    await login.getByRole('button', { name: 'Allow' }).click();
    // Salesforce has the tokens of the gateway now, and the gateway those of Salesforce.
    await login.waitForURL(`${pageUrl}/**`);
    await login.close();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await connect.waitFor({ state: 'detached' });
    await page.reload();
    await panel().getByRole('heading', { level: 2 }).first().waitFor();
    expect(await connect.count()).toBe(0);
  });

  it('ran without an error in the page', () => {
    expect(errors).toEqual([]);
  });
});
