import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideToday from 'c/dealsideToday';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const listPath = 'GET /v1/attention';
const dismissPath = 'POST /v1/attention/in-price/dismissal';
const { attention } = northwind;

describe('c-dealside-today', () => {
  let gateway;
  const showToday = () => show('c-dealside-today', DealsideToday, {});

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(northwind.asOf) });
    gateway = createFakeGateway(callGateway);
    gateway.on(listPath, ok(attention, '"1"'));
    gateway.on(dismissPath, ok({ insightId: 'in-price', isDismissed: true }));
  });
  afterEach(() => {
    clear();
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  it('is marked busy until the list is there', async () => {
    const reply = later();
    gateway.on(listPath, reply);
    const today = showToday();
    await settle();
    expect(find(today, 'section').getAttribute('aria-busy')).toBe('true');
    reply.answer(ok(attention));
    await settle();
    expect(find(today, 'section').getAttribute('aria-busy')).toBe('false');
  });

  it('lists each deal with one cited reason, its kind and how helpful that was found', async () => {
    const today = showToday();
    await settle();
    const [first, second] = findAll(today, '.item').map((item) => read(item));
    expect(first).toContain('Northwind renewal At risk Northwind Traders · Negotiation · €84,000 · closes Dec 14');
    expect(first).toContain('price · 7 d ago · found helpful 9 of 11 times');
    expect(second).toContain('our promise · was due Nov 23');
    expect(findAll(today, 'button.cite').length).toBeGreaterThanOrEqual(3);
    expect(read(today)).toContain('3 of at most 7 today');
    expect(read(today)).toContain('2 more can wait until tomorrow.');
    expect(read(today)).toContain('no meeting booked (found helpful 2 of 12 times)');
  });

  it('puts a deal aside for today, and back', async () => {
    const today = showToday();
    await settle();
    button(today, 'Not today: Northwind renewal').click();
    await settle();
    expect(read(findAll(today, '.item')[0])).toContain('Not today: Northwind renewal');
    expect(gateway.callsOf(dismissPath).at(-1).body).toEqual({ isDismissed: true });
    button(today, 'Undo').click();
    await settle();
    expect(gateway.callsOf(dismissPath).at(-1).body).toEqual({ isDismissed: false });
    expect(read(findAll(today, '.item')[0])).toContain('At risk');
  });

  it('puts it back when that was not taken, and says why', async () => {
    gateway.on(dismissPath, failed(503, 'overloaded'));
    const today = showToday();
    await settle();
    button(today, 'Not today: Northwind renewal').click();
    await settle();
    expect(find(today, '[role="alert"]').textContent).toContain('Dealside is busy');
    expect(read(findAll(today, '.item')[0])).toContain('At risk');
  });

  it('says that nothing needs anybody', async () => {
    gateway.on(listPath, ok({ ...attention, items: [], heldBack: 0, muted: [] }));
    const today = showToday();
    await settle();
    expect(read(today)).toContain('Nothing needs you right now Your 14 open deals were looked at.');
  });

  it('says that there is no deal of one’s own', async () => {
    gateway.on(listPath, ok({ ...attention, items: [], looked: 0 }));
    const today = showToday();
    await settle();
    expect(read(today)).toContain('You own no open deal.');
  });

  it.each([
    ['crm_not_connected', 'Connect Salesforce'],
    ['crm_unavailable', 'The list could not be shown'],
  ])('says what %s means, and tries again on demand', async (code, heading) => {
    gateway.on(listPath, failed(503, code));
    const today = showToday();
    await settle();
    expect(read(today)).toContain(heading);
    gateway.on(listPath, ok(attention));
    button(today, 'Try again').click();
    await settle();
    expect(findAll(today, '.item')).toHaveLength(3);
  });

  it('looks again every minute with its tag, and keeps nothing that may no longer be seen', async () => {
    const today = showToday();
    await settle();
    gateway.on(listPath, { status: 304, etag: '"1"' });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(gateway.callsOf(listPath).at(-1).etag).toBe('"1"');
    expect(findAll(today, '.item')).toHaveLength(3);
    gateway.on(listPath, failed(503, 'crm_not_connected'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(findAll(today, '.item')).toHaveLength(0);
  });

  it('keeps the list while the gateway cannot be reached', async () => {
    const today = showToday();
    await settle();
    gateway.on(listPath, () => Promise.reject(new Error('Read timed out')));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(findAll(today, '.item')).toHaveLength(3);
  });

  it('does not look while the page is hidden', async () => {
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    showToday();
    await settle();
    expect(gateway.callsOf(listPath)).toEqual([]);
    hidden.mockReturnValue(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(gateway.callsOf(listPath)).toHaveLength(1);
    hidden.mockRestore();
  });
});
