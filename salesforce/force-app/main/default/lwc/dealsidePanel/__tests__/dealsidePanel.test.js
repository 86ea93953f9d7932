import callGateway from '@salesforce/apex/DealsideGateway.call';
import connectUser from '@salesforce/apex/DealsideGateway.connect';
import DealsidePanel from 'c/dealsidePanel';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { accepted, createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/DealsideGateway.connect', () => ({ default: jest.fn() }), { virtual: true });

const briefPath = 'GET /v1/records/salesforce/Opportunity/006Ds00000NorthwAA/brief';
const refreshPath = 'POST /v1/records/salesforce/Opportunity/006Ds00000NorthwAA/brief/refresh';
const { briefView } = northwind;
const withBrief = (changes, others = {}) => ({ ...briefView, ...others, brief: { ...briefView.brief, ...changes } });

describe('c-dealside-panel', () => {
  let gateway;
  const showPanel = () =>
    show('c-dealside-panel', DealsidePanel, { recordId: '006Ds00000NorthwAA', objectApiName: 'Opportunity' });

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(northwind.asOf) });
    gateway = createFakeGateway(callGateway);
    gateway.on(briefPath, ok(briefView, '"1"'));
  });

  afterEach(() => {
    clear();
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  it('shows a skeleton, marked busy, until the brief is there', async () => {
    const reply = later();
    gateway.on(briefPath, reply);
    const panel = showPanel();
    await settle();
    expect(find(panel, 'c-dealside-skeleton')).not.toBeNull();
    expect(find(panel, 'article').getAttribute('aria-busy')).toBe('true');
    reply.answer(ok(briefView));
    await settle();
    expect(find(panel, 'c-dealside-skeleton')).toBeNull();
    expect(find(panel, 'article').getAttribute('aria-busy')).toBe('false');
    expect(find(panel, '[role="status"]').textContent).toBe('At risk (3 signals)');
  });

  it('prints the brief: header, freshness, headline and every section that has something', async () => {
    const panel = showPanel();
    await settle();
    const text = read(panel);
    expect(text).toContain('Northwind renewal');
    expect(text).toContain('Negotiation · €84,000 · closes Dec 14');
    expect(text).toContain('At risk (3 signals)');
    expect(findAll(panel, '.source').map((source) => source.textContent)).toEqual([
      'CRM 12 s',
      'mail 40 s',
      'calls 3 min',
    ]);
    expect(text).toContain('Legal review slipped to 14 Dec');
    expect(findAll(panel, 'h3').map((title) => title.textContent.trim())).toEqual([
      'Since you looked (Fri)',
      'Earlier changes (1)',
      'Risks',
      'Next steps',
      'Open asks',
      'Good to know',
      'People',
      'Ask',
    ]);
    expect(text).toContain('certain · 7 d ago');
    expect(text).toContain('Dana Reyes · was due Nov 23');
  });

  it('leaves out a section with nothing in it', async () => {
    gateway.on(briefPath, ok(withBrief({ risks: [], facts: [], people: [] })));
    const panel = showPanel();
    await settle();
    const titles = findAll(panel, 'h3').map((title) => title.textContent.trim());
    expect(titles).not.toContain('Risks');
    expect(titles).not.toContain('People');
    expect(titles).toContain('Next steps');
  });

  it('waits for the first brief and shows it when its job is done', async () => {
    gateway.on(briefPath, accepted({ jobId: 'job-1' }));
    gateway.on('GET /v1/jobs/job-1', ok({ id: 'job-1', state: 'running', step: 'Reading 40 mails', progress: 0.4 }));
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain('Preparing the first brief');
    await jest.advanceTimersByTimeAsync(300);
    expect(read(panel)).toContain('Reading 40 mails');
    gateway.on('GET /v1/jobs/job-1', ok({ id: 'job-1', state: 'done' }));
    gateway.on(briefPath, ok(briefView));
    await jest.advanceTimersByTimeAsync(450);
    expect(read(panel)).toContain('Legal review slipped');
  });

  it('says so when there is no evidence', async () => {
    gateway.on(
      briefPath,
      ok(
        withBrief({
          state: 'no_evidence',
          headline: null,
          changes: [],
          risks: [],
          nextSteps: [],
          asks: [],
          facts: [],
          people: [],
        }),
      ),
    );
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain('There is no mail, call or field change here');
  });

  it('says how old a stale brief is and takes the newer one, asking with its tag', async () => {
    gateway.on(briefPath, ok(withBrief({ madeAt: '2026-11-24T12:00:00.000Z' }, { isStale: true }), '"old"'));
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain('Something changed since this brief was made 3 h ago');
    gateway.on(briefPath, ok(withBrief({ title: 'Northwind renewal 2027' }), '"new"'));
    await jest.advanceTimersByTimeAsync(3_000);
    expect(gateway.callsOf(briefPath).at(-1).etag).toBe('"old"');
    expect(read(panel)).toContain('Northwind renewal 2027');
    expect(read(panel)).not.toContain('Something changed since');
    expect(read(panel)).toContain('Since you looked (Fri)');
  });

  it('says that these are extracts when there is no model', async () => {
    gateway.on(briefPath, ok(withBrief({ madeBy: { ...briefView.brief.madeBy, mode: 'extracts', model: null } })));
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain('The model is resting. You see cited extracts instead.');
  });

  it.each([
    ['not_permitted', 403, 'You do not have access to this record in your CRM.', null],
    ['record_not_found', 404, 'Dealside does not know this record.', 'Try again'],
    ['internal', 500, 'Something went wrong in Dealside.', 'Try again'],
    ['a_code_of_tomorrow', 418, 'Something went wrong in Dealside.', 'Try again'],
    ['crm_not_connected', 503, 'Connect your account once', 'Connect Salesforce'],
  ])('says what %s means and what can be done', async (code, status, sentence, action) => {
    gateway.on(briefPath, failed(status, code));
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain(sentence);
    const buttons = findAll(panel, 'lightning-button').map(({ label }) => label);
    expect(buttons).toEqual(action === null ? [] : [action]);
  });

  it('says that it cannot be reached when Apex fails, and tries again on demand', async () => {
    gateway.on(briefPath, () => Promise.reject(new Error('Read timed out')));
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain('Dealside cannot be reached right now.');
    gateway.on(briefPath, ok(briefView));
    button(panel, 'Try again').click();
    await settle();
    expect(read(panel)).toContain('Legal review slipped');
  });

  it('starts the connection and looks again when the reader comes back', async () => {
    gateway.on(briefPath, failed(503, 'crm_not_connected'));
    connectUser.mockResolvedValue('https://login.example/authorize');
    const panel = showPanel();
    await settle();
    button(panel, 'Connect Salesforce').click();
    await settle();
    expect(read(panel)).toContain('Finish signing in where it opened');
    gateway.on(briefPath, ok(briefView));
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(read(panel)).toContain('Legal review slipped');
  });

  it('drops the brief of a record that is no longer shown', async () => {
    const slow = later();
    gateway.on(briefPath, slow);
    const panel = showPanel();
    await settle();
    const otherBrief = withBrief({ title: 'Globex expansion' });
    gateway.on('GET /v1/records/salesforce/Opportunity/006Globex/brief', ok(otherBrief));
    panel.recordId = '006Globex';
    await settle();
    slow.answer(ok(briefView));
    await settle();
    expect(find(panel, 'h2').textContent).toBe('Globex expansion');
  });

  it('keeps the brief while it makes a new one, and when that fails', async () => {
    gateway.on(refreshPath, accepted({ jobId: 'job-2' }));
    gateway.on('GET /v1/jobs/job-2', ok({ id: 'job-2', state: 'failed', error: { code: 'overloaded' } }));
    const panel = showPanel();
    await settle();
    button(panel, 'Refresh the brief').click();
    await settle();
    expect(read(panel)).toContain('Making a new brief');
    expect(read(panel)).toContain('Legal review slipped');
    await jest.advanceTimersByTimeAsync(300);
    expect(read(panel)).toContain('Dealside is busy');
    expect(read(panel)).toContain('Legal review slipped');
  });

  it('explains where the brief comes from on demand', async () => {
    const panel = showPanel();
    await settle();
    const why = button(panel, 'Why this?');
    expect(why.getAttribute('aria-expanded')).toBe('false');
    why.click();
    await settle();
    expect(why.getAttribute('aria-expanded')).toBe('true');
    const text = read(find(panel, 'c-dealside-why'));
    expect(text).toContain('smollm2-135m-instruct');
    expect(text).toContain('brief-3');
    expect(text).toContain('8 pieces');
    expect(text).toContain('2 claims did not hold');
  });

  it('shows what changes within seconds, asking with the tag, and keeps when the reader looked before', async () => {
    const panel = showPanel();
    await settle();
    gateway.on(briefPath, { status: 304, etag: '"1"' });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(gateway.callsOf(briefPath).at(-1).etag).toBe('"1"');
    const changed = withBrief({ id: 'another', stage: 'Closed Won' }, { lastViewedAt: '2026-11-24T14:59:00.000Z' });
    gateway.on(briefPath, ok(changed, '"2"'));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(read(panel)).toContain('Closed Won');
    expect(read(panel)).toContain('Since you looked (Fri)');
    expect(find(panel, '[role="status"]').textContent).toBe('The brief was updated.');
  });

  it('looks seldom where nobody has moved for minutes, and soon again at a sign of life', async () => {
    showPanel();
    await settle();
    gateway.on(briefPath, { status: 304, etag: '"1"' });
    await jest.advanceTimersByTimeAsync(140_000);
    const before = gateway.callsOf(briefPath).length;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(gateway.callsOf(briefPath).length - before).toBe(3);
    window.dispatchEvent(new Event('keydown'));
    await jest.advanceTimersByTimeAsync(20_000);
    const moved = gateway.callsOf(briefPath).length;
    await jest.advanceTimersByTimeAsync(20_000);
    expect(gateway.callsOf(briefPath).length - moved).toBe(4);
  });

  it('does not look while the page is hidden or after it is gone', async () => {
    const panel = showPanel();
    await settle();
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(gateway.callsOf(briefPath)).toHaveLength(1);
    hidden.mockRestore();
    panel.remove();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(gateway.callsOf(briefPath)).toHaveLength(1);
  });

  it('takes the brief away when its reader loses access', async () => {
    const panel = showPanel();
    await settle();
    gateway.on(briefPath, failed(404, 'record_not_found'));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(read(panel)).not.toContain('Legal review slipped');
    expect(read(panel)).toContain('Dealside does not know this record.');
  });

  it('keeps the brief while the gateway does not answer, and asks less and less often', async () => {
    const panel = showPanel();
    await settle();
    gateway.on(briefPath, failed(503, 'overloaded'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read(panel)).toContain('Legal review slipped');
    expect(gateway.callsOf(briefPath).length).toBeLessThan(6);
  });

  it('follows the changes after a refresh too', async () => {
    gateway.on(refreshPath, accepted({ jobId: 'job-2' }));
    gateway.on('GET /v1/jobs/job-2', ok({ id: 'job-2', state: 'done' }));
    const panel = showPanel();
    await settle();
    button(panel, 'Refresh the brief').click();
    await jest.advanceTimersByTimeAsync(300);
    gateway.on(briefPath, failed(404, 'record_not_found'));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(read(panel)).toContain('Dealside does not know this record.');
  });

  it('shows the deals of an account', async () => {
    const { record } = briefView.brief;
    const deals = [
      {
        record,
        name: 'Renewal',
        stage: 'Negotiation',
        amount: null,
        currency: null,
        closeDate: null,
        state: 'at_risk',
        role: null,
        why: null,
      },
    ];
    gateway.on('GET /v1/records/salesforce/Account/001Ds00000NorthwAA/brief', ok(withBrief({ deals })));
    const panel = show('c-dealside-panel', DealsidePanel, {
      recordId: '001Ds00000NorthwAA',
      objectApiName: 'Account',
    });
    await settle();
    expect(findAll(panel, 'h3').map((title) => title.textContent.trim())[0]).toBe('Deals');
    expect(find(panel, 'a.link').textContent).toBe('Renewal');
  });

  it('says that a source is being read for the first time, and what is missing of another', async () => {
    gateway.on(
      briefPath,
      ok(
        withBrief({
          freshness: [
            { source: 'crm', at: briefView.brief.freshness[0].at, hasGap: true, reason: 'missed' },
            { source: 'mail', at: null, hasGap: false, reason: 'being_read' },
          ],
        }),
      ),
    );
    const panel = showPanel();
    await settle();
    expect(findAll(panel, '.source').map((source) => source.textContent)).toEqual(['CRM 12 s', 'mail being read now']);
    expect(find(panel, '.gap').alternativeText).toBe('CRM: some changes were missed and are being read again');
  });

  it('shows a record by itself once it has been read', async () => {
    gateway.on(briefPath, failed(404, 'record_not_found'));
    const panel = showPanel();
    await settle();
    expect(read(panel)).toContain('Not known to Dealside yet');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(read(panel)).toContain('Not known to Dealside yet');
    gateway.on(briefPath, ok(briefView));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(read(panel)).toContain('Legal review slipped');
  });
});
