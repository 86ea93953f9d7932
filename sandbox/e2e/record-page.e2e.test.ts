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
    const related = page.locator('[data-part="insights"]');
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

  it('makes the task of a next step after a preview, shows it in the timeline, and takes it back', async () => {
    await openDeal();
    const step = panel()
      .locator('c-dealside-claim', { has: page.locator('c-dealside-task') })
      .first();
    await step.getByRole('button', { name: 'Make task' }).click();
    await step.getByText('This task would be made in Salesforce').waitFor();
    const subject = (await step.locator('c-dealside-task dd').first().textContent()) ?? '';
    expect(subject.length).toBeGreaterThan(5);
    const timeline = page.locator('[data-part="tab-activity"]');
    const before = await timeline.locator('.demo-timeline-icon_task').count();
    await step.locator('c-dealside-task').getByRole('button', { name: 'Make task' }).last().click();
    await step.getByText('Task made').waitFor();
    await expect.poll(() => timeline.locator('.demo-timeline-icon_task').count()).toBe(before + 1);
    const task = await step.getByRole('link', { name: 'Open the task' }).getAttribute('href');
    expect(await (await page.request.get(`${pageUrl}${task}`)).text()).toContain('Not Started');
    await step.getByRole('button', { name: 'Undo' }).click();
    await step.getByText('Task taken back').waitFor();
    await expect.poll(() => timeline.locator('.demo-timeline-icon_task').count()).toBe(before);
  });

  it('follows a change that somebody makes beside it, within seconds', async () => {
    await openDeal();
    /** @returns what stood there before. */
    const edit = async (nextStep: string): Promise<string> => {
      await page.locator('.demo-form summary', { hasText: 'Edit' }).click();
      const field = page.getByRole('textbox', { name: 'Next Step' });
      const before = await field.inputValue();
      await field.fill(nextStep);
      await page.getByRole('button', { name: 'Save', exact: true }).first().click();
      await page.locator('.demo-form[open]').waitFor({ state: 'detached' });
      return before;
    };
    const words = `Meet Priya in Delft ${Date.now()}`;
    const before = await edit(words);
    await panel().getByText(words).first().waitFor({ timeout: 60_000 });
    await edit(before);
  });

  it('reads a follow-up with the question before it', async () => {
    await openDeal();
    const question = panel().getByLabel('Ask about this deal');
    const answers = panel().locator('c-dealside-ask .answer');
    await question.fill('When does the board meet?');
    await page.keyboard.press('Enter');
    await answers.first().waitFor({ timeout: 90_000 });
    await question.fill('and who said it?');
    await page.keyboard.press('Enter');
    await answers.nth(1).waitFor({ timeout: 90_000 });
    expect(await answers.nth(1).textContent()).toMatch(/, in the (mail|call|meeting)|CRM field/);
    await panel().getByRole('button', { name: 'Start over' }).click();
    expect(await answers.count()).toBe(0);
  });

  describe.each([390, 1280])('%i pixels wide', (width) => {
    /** From the deal to its account and a contact of it, as a seller goes. */
    const follow = async (link: () => ReturnType<Page['locator']>) => {
      await link().click();
      await panel().locator('c-dealside-header').waitFor({ timeout: 120_000 });
      expect(await readOverflow(page)).toBeLessThanOrEqual(0);
      expect(await findViolations(page)).toEqual([]);
    };

    it('shows the brief of the account, with its deals', async () => {
      await openDeal(width);
      await follow(() => page.getByRole('link', { name: 'Open the account' }));
      const deals = panel().locator('c-dealside-deals');
      await deals.getByRole('link', { name: 'Northwind renewal' }).waitFor();
      await deals.getByRole('link', { name: 'Northwind renewal' }).click();
      await page.getByRole('heading', { level: 1, name: 'Northwind renewal' }).waitFor();
    });

    it('shows the brief of a contact, with the deals they are in', async () => {
      await openDeal(width);
      await page.getByRole('tab', { name: /Contact Roles/ }).click();
      await follow(() => page.locator('[data-part="tab-contacts"] a').first());
      await panel().locator('c-dealside-deals').getByRole('link', { name: 'Northwind renewal' }).waitFor();
    });

    it('shows the brief of a lead, with what waits for an answer', async () => {
      await openDeal(width);
      await page.getByRole('navigation', { name: 'Sales' }).getByRole('link', { name: 'Leads' }).click();
      await follow(() => page.getByRole('link', { name: 'Ines Castellano' }));
      await panel().getByText('Head of Finance Operations at Puerto Azul Logística.').waitFor();
      for (const claim of await panel().locator('c-dealside-claim').all())
        expect(await claim.getByRole('button', { name: /^Source \d+/ }).count()).toBeGreaterThan(0);
    });

    it('lists the deals that need their owner today, in the utility bar', async () => {
      await openDeal(width);
      await page.getByRole('button', { name: 'Dealside Today' }).click();
      const today = page.locator('c-dealside-today');
      const items = today.locator('.item');
      await items.first().waitFor();
      expect(await items.count()).toBeLessThanOrEqual(7);
      expect(await findViolations(page)).toEqual([]);
      expect(await readOverflow(page)).toBeLessThanOrEqual(0);
      const title = (await items.first().locator('a').textContent()) ?? '';
      await items
        .first()
        .getByRole('button', { name: /^Not today/ })
        .click();
      await today.getByText(`Not today: ${title}`).waitFor();
      await today.getByRole('button', { name: 'Undo' }).click();
      await today.getByRole('link', { name: title }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    });
  });

  it('shows the same page as a phone does', async () => {
    await openDeal();
    await page.getByRole('link', { name: 'Phone view' }).click();
    const phone = page.frameLocator('iframe');
    await phone.locator('c-dealside-panel').getByRole('heading', { level: 2, name: 'Northwind renewal' }).waitFor();
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
      // A record that is not there and one that is not for this user are told apart by nothing.
      if ((await title.textContent()) !== 'Not known to Dealside yet') continue;
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
