import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { states } from '../src/page/states/states.ts';
import { findViolations, openBrowser, readOverflow } from './open-browser.ts';

/** What a reader sees first in each state. */
const firstWords: Record<string, string> = {
  ready: 'Legal review slipped to 14 Dec',
  preparing: 'Reading 42 mails and 3 calls',
  empty: 'There is no mail, call or field change here',
  stale: 'Something changed since this brief was made 3 h ago',
  'no-model': 'The model is resting. You see cited extracts instead.',
  saved: 'Saved to Salesforce',
  'on-track': 'On track',
  error: 'Something went wrong in Dealside',
  'no-permission': 'You do not have access to this record',
  'not-connected': 'Connect your account once to see it',
  account: '2 open deals worth €210,000',
  contact: 'Priya Raman wrote last',
  lead: 'Ines Castellano wrote last',
  'being-read': 'mail being read now',
  'task-made': 'Task made',
  today: '3 of at most 7 today',
  'today-empty': 'Nothing needs you right now',
  'today-error': 'The list could not be shown',
  unknown: 'Dealside does not know this record',
};

describe('the panel in each of its states', () => {
  const pageUrl = inject('pageUrl');
  let context: BrowserContext;
  let close: () => Promise<void>;
  let page: Page;

  beforeAll(async () => {
    ({ context, close } = await openBrowser());
    page = await context.newPage();
  });
  afterAll(() => close());

  const open = async (state: string, width: number) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${pageUrl}/states/${state}`);
    await page.locator('html[data-panel="ready"]').waitFor();
    const words = firstWords[state];
    if (words) await page.getByText(words).first().waitFor();
    else await page.locator('c-dealside-skeleton').waitFor();
  };

  it('has an expectation for every state', () => {
    expect(
      Object.keys(states)
        .filter((name) => name !== 'loading')
        .sort(),
    ).toEqual(Object.keys(firstWords).sort());
  });

  describe.each([320, 1280])('%i pixels wide', (width) => {
    it.each(Object.keys(states))('%s: fits, and axe finds nothing', async (state) => {
      await open(state, width);
      expect(await readOverflow(page)).toBeLessThanOrEqual(0);
      expect(await findViolations(page)).toEqual([]);
    });

    it('with everything opened: fits, and axe finds nothing', async () => {
      await open('ready', width);
      const claim = (text: string) => page.locator('c-dealside-claim', { hasText: text });
      await claim('Legal review')
        .getByRole('button', { name: /^Source 2/ })
        .click();
      await claim('Twenty percent')
        .getByRole('button', { name: /^Source 3/ })
        .click();
      await claim('Priya asked')
        .getByRole('button', { name: /^Source 1/ })
        .click();
      await claim('Twenty percent').getByRole('button', { name: 'Save to Salesforce' }).click();
      await page.getByText('This would be written to Salesforce').waitFor();
      await claim('Send the security answers').getByRole('button', { name: 'Make task' }).click();
      await page.getByText('This task would be made in Salesforce').waitFor();
      await page.getByRole('button', { name: 'Show the list' }).click();
      await claim('Only one of four').getByRole('button', { name: 'Correct this' }).click();
      await claim('The board signs').getByRole('button', { name: 'Dismiss' }).click();
      await page.getByRole('button', { name: 'Why this?' }).click();
      await page.getByLabel('Ask about this deal').fill('What did they say about SSO?');
      await page.keyboard.press('Enter');
      await page.getByText('Tom wants SAML').waitFor();
      await page.getByLabel('Ask about this deal').fill('and who said it?');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Start over' }).waitFor();
      expect(await readOverflow(page)).toBeLessThanOrEqual(0);
      expect(await findViolations(page)).toEqual([]);
    });
  });

  it('can be used with the keyboard alone', async () => {
    await open('ready', 320);
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return (
          element?.getAttribute('aria-label') ??
          element?.getAttribute('placeholder') ??
          element?.textContent?.trim() ??
          ''
        );
      });
    const tabTo = async (name: RegExp) => {
      for (let step = 0; step < 80; step += 1) {
        await page.keyboard.press('Tab');
        if (name.test(await focused())) return;
      }
      throw new Error(`Tab does not reach ${name}`);
    };

    await tabTo(/^Source 1: Mail/);
    await page.keyboard.press('Enter');
    const mark = page.locator('c-dealside-evidence mark').first();
    await mark.waitFor();
    expect(await mark.textContent()).toContain('revised data processing terms');
    await tabTo(/^Close$/);
    await page.keyboard.press('Enter');
    await mark.waitFor({ state: 'detached' });
    expect(await focused()).toMatch(/^Source 1: Mail/);

    await page.keyboard.press('Enter');
    await mark.waitFor();
    await tabTo(/^Close$/);
    await page.keyboard.press('Escape');
    await mark.waitFor({ state: 'detached' });

    await tabTo(/^What did they say about/);
    await page.keyboard.type('What about SSO?');
    await page.keyboard.press('Enter');
    await page.locator('[aria-live="polite"]', { hasText: 'Tom wants SAML' }).waitFor();
  });
});
