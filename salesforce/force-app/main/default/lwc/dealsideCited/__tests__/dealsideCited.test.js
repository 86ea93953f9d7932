import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideCited from 'c/dealsideCited';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { createFakeGateway, failed, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const [mail, field, call] = northwind.briefView.brief.evidence;
const cite = (evidence) => ({ number: evidence.number, label: `Source ${evidence.number}`, evidence });

describe('c-dealside-cited', () => {
  let gateway;
  const showCited = () =>
    show('c-dealside-cited', DealsideCited, {
      text: 'Priya asked for the terms.',
      cites: [cite(mail), cite(field), cite(call)],
      now: new Date(northwind.asOf),
    });

  beforeEach(() => {
    gateway = createFakeGateway(callGateway);
    gateway.on('GET /v1/evidence/ev-1', ok(northwind.mailInContext));
    gateway.on('GET /v1/evidence/ev-3', ok(northwind.callInContext));
  });
  afterEach(() => {
    clear();
    jest.clearAllMocks();
  });

  it('opens a mail below the sentence with the cited words marked', async () => {
    const cited = showCited();
    const source = button(cited, 'Source 1');
    expect(source.getAttribute('aria-expanded')).toBe('false');
    source.click();
    await settle();
    expect(source.getAttribute('aria-expanded')).toBe('true');
    expect(find(cited, 'mark').textContent).toContain(mail.quote);
    const text = read(find(cited, 'c-dealside-evidence'));
    expect(text).toContain('thanks for the call on Tuesday');
    expect(text).toContain('Re: Northwind renewal: contract redlines');
    expect(text).toContain('Priya Raman · Nov 20');
    expect(find(cited, '.text').getAttribute('tabindex')).toBe('0');
  });

  it('opens a field with its history, latest first, without a call', async () => {
    const cited = showCited();
    button(cited, 'Source 2').click();
    await settle();
    expect(gateway.calls).toEqual([]);
    expect(findAll(cited, '.history-change').map((change) => change.textContent)).toEqual([
      'Nov 30 → Dec 14',
      'Nov 16 → Nov 30',
      'Oct 31 → Nov 16',
    ]);
  });

  it('opens a call at its speaker and minute', async () => {
    const cited = showCited();
    button(cited, 'Source 3').click();
    await settle();
    expect(read(find(cited, 'c-dealside-evidence'))).toContain('at 18:07');
    expect(find(cited, 'mark').textContent).toContain('twenty percent over');
  });

  it('opens one at a time, closes by its button and by Escape, and gives the focus back', async () => {
    const cited = showCited();
    button(cited, 'Source 1').click();
    button(cited, 'Source 2').click();
    await settle();
    expect(findAll(cited, 'c-dealside-evidence')).toHaveLength(1);
    button(cited, 'Close').click();
    await settle();
    expect(findAll(cited, 'c-dealside-evidence')).toHaveLength(0);
    expect(cited.shadowRoot.activeElement).toBe(button(cited, 'Source 2'));

    button(cited, 'Source 1').click();
    await settle();
    find(cited, '[role="group"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settle();
    expect(findAll(cited, 'c-dealside-evidence')).toHaveLength(0);
    expect(cited.shadowRoot.activeElement).toBe(button(cited, 'Source 1'));
  });

  it('keeps the quote and says why when the source does not open', async () => {
    gateway.on('GET /v1/evidence/ev-1', failed(403, 'not_permitted'));
    const cited = showCited();
    button(cited, 'Source 1').click();
    await settle();
    expect(find(cited, '[role="alert"]').textContent).toContain('You do not have access');
    expect(find(cited, 'mark').textContent).toContain(mail.quote);
  });
});
