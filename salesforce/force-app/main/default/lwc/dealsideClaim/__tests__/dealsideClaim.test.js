import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideClaim from 'c/dealsideClaim';
import { button, clear, find, read, show } from '../../../../../../test/dom';
import { createFakeGateway, failed, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const { brief } = northwind.briefView;
const [price] = brief.risks;
const feedbackPath = 'POST /v1/insights/in-price/feedback';

describe('c-dealside-claim', () => {
  let gateway;
  const showClaim = (mark) =>
    show('c-dealside-claim', DealsideClaim, {
      insight: price,
      evidence: brief.evidence,
      now: new Date(northwind.asOf),
      mark,
    });
  const given = () => gateway.callsOf(feedbackPath).map(({ body }) => body);

  beforeEach(() => {
    gateway = createFakeGateway(callGateway);
    gateway.on(feedbackPath, ({ body }) => ok({ insightId: 'in-price', verdict: body.verdict }));
  });
  afterEach(() => {
    clear();
    jest.clearAllMocks();
  });

  it('says how sure it is in words, with the number for who asks', () => {
    const claim = showClaim();
    expect(find(claim, '.notes').textContent).toContain('certain');
    expect(find(claim, '.notes').title).toBe('certain: 91 % sure');
  });

  it('takes a thumb, shows it pressed, and takes it back by pressing again', async () => {
    const claim = showClaim();
    const up = button(claim, 'Helpful');
    expect(up.getAttribute('aria-pressed')).toBe('false');
    up.click();
    await settle();
    expect(up.getAttribute('aria-pressed')).toBe('true');
    button(claim, 'Not helpful').click();
    await settle();
    expect(up.getAttribute('aria-pressed')).toBe('false');
    button(claim, 'Not helpful').click();
    await settle();
    expect(given()).toEqual([{ verdict: 'up' }, { verdict: 'down' }, { verdict: 'none' }]);
  });

  it('shows the thumb given before', () => {
    const claim = showClaim({ insightId: 'in-price', verdict: 'down', correction: null });
    expect(button(claim, 'Not helpful').getAttribute('aria-pressed')).toBe('true');
  });

  it('takes a thumb back when the gateway does not take it, and says why', async () => {
    gateway.on(feedbackPath, failed(403, 'not_permitted'));
    const claim = showClaim();
    button(claim, 'Helpful').click();
    await settle();
    expect(button(claim, 'Helpful').getAttribute('aria-pressed')).toBe('false');
    expect(find(claim, '[role="alert"]').textContent).toContain('You do not have access');
  });

  it('corrects in place and keeps what it said', async () => {
    const claim = showClaim();
    button(claim, 'Correct this').click();
    await settle();
    const draft = find(claim, 'lightning-textarea');
    expect(draft.value).toBe(price.text);
    draft.dispatchEvent(new CustomEvent('change', { detail: { value: ' 15 % over Acme. ' } }));
    button(claim, 'Save the correction').click();
    await settle();
    expect(given()).toEqual([{ verdict: 'correct', correction: '15 % over Acme.' }]);
    expect(find(claim, '.sentence').textContent).toContain('15 % over Acme.');
    expect(read(claim)).toContain(`It said: ${price.text}`);
    expect(read(claim)).toContain('corrected by you');
  });

  it('sends no correction that changes nothing', async () => {
    const claim = showClaim();
    button(claim, 'Correct this').click();
    await settle();
    button(claim, 'Save the correction').click();
    await settle();
    expect(given()).toEqual([]);
    expect(find(claim, 'lightning-textarea')).toBeNull();
  });

  it('folds away when dismissed, the focus on Undo, and comes back', async () => {
    const claim = showClaim();
    button(claim, 'Dismiss').click();
    await settle();
    expect(read(claim)).toContain('Dismissed:');
    expect(claim.shadowRoot.activeElement).toBe(button(claim, 'Undo'));
    button(claim, 'Undo').click();
    await settle();
    expect(button(claim, 'Dismiss')).not.toBeNull();
    expect(given()).toEqual([{ verdict: 'dismiss' }, { verdict: 'none' }]);
  });
});
