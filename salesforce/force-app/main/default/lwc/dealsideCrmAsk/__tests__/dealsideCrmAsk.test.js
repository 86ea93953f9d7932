import callGateway from '@salesforce/apex/DealsideGateway.call';
import connectUser from '@salesforce/apex/DealsideGateway.connect';
import DealsideCrmAsk from 'c/dealsideCrmAsk';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { accepted, createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/DealsideGateway.connect', () => ({ default: jest.fn() }), { virtual: true });

const answer = {
  question: 'my open deals',
  query: "SELECT Name, Amount, CloseDate, IsWon FROM Opportunity WHERE OwnerId = '005' LIMIT 2000",
  reading: 'Opportunities: owned by you, not Closed.',
  object: 'Opportunity',
  columns: [
    { name: 'Name', label: 'Name', type: 'text' },
    { name: 'Amount', label: 'Amount', type: 'money' },
    { name: 'CloseDate', label: 'Close Date', type: 'date' },
    { name: 'IsWon', label: 'Won', type: 'boolean' },
  ],
  rows: [
    {
      record: { system: 'salesforce', type: 'Opportunity', id: '0065g00000NWRENAAA' },
      currency: 'EUR',
      values: ['Northwind renewal', 84000, '2026-12-14', false],
    },
    { record: null, currency: null, values: ['A total', null, '2027-01-05', true] },
  ],
  totalRows: 2,
  hasMore: false,
  refused: null,
  madeBy: { mode: 'rules', model: null, seconds: 0.02 },
};
const refused = {
  ...answer,
  query: null,
  reading: null,
  columns: [],
  rows: [],
  totalRows: 0,
  refused: { code: 'unknown_words', sentence: 'Nothing here is called “churn”.', examples: ['my overdue tasks'] },
};

describe('c-dealside-crm-ask', () => {
  let gateway;
  let asks;

  // jsdom 20 reads no container queries, and says so for every component.
  const report = console.error;
  beforeAll(() => {
    console.error = (error, ...more) =>
      String(error?.message ?? error).includes('Could not parse CSS') ? undefined : report(error, ...more);
  });
  afterAll(() => {
    console.error = report;
  });

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-24T12:00:00Z') });
    asks = 0;
    gateway = createFakeGateway(callGateway);
    gateway.on('POST /v1/crm/questions', () => {
      asks += 1;
      return accepted({ jobId: `job-${asks}` });
    });
    gateway.on('GET /v1/jobs/job-1', ok({ state: 'done', crmAnswer: answer }));
  });
  afterEach(() => {
    clear();
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  const showAsk = () => show('c-dealside-crm-ask', DealsideCrmAsk, {});
  const change = (element, value) => element.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  const ask = async (component, question) => {
    change(find(component, 'lightning-input'), question);
    button(component, 'Ask').click();
    await jest.advanceTimersByTimeAsync(400);
  };
  const asked = () => gateway.callsOf('POST /v1/crm/questions').map(({ body }) => body);
  const openQuery = async (component) => {
    button(component, 'Query').click();
    await settle();
    return find(component, 'lightning-textarea');
  };

  it('begins with a labelled field, examples and a live region', async () => {
    const component = showAsk();
    expect(find(component, 'lightning-input').label).toBe('Ask about deals, accounts, contacts, tasks or meetings');
    expect(find(component, '[aria-live="polite"]')).not.toBeNull();
    expect(findAll(component, '.example')).toHaveLength(3);
    expect(find(component, 'table')).toBeNull();
    expect(button(component, 'Query')).toBeNull();
  });

  it('asks, and shows how it was understood and a row a record, each leading to it', async () => {
    const component = showAsk();
    await ask(component, '  my open deals ');
    expect(asked()).toMatchObject([{ system: 'salesforce', question: 'my open deals', query: null }]);
    expect(asked()[0].idempotencyKey.length).toBeGreaterThanOrEqual(8);
    expect(read(component)).toContain('Opportunities: owned by you, not Closed.');
    expect(read(component)).toContain('2 rows');
    expect(findAll(component, 'th').map((head) => head.textContent)).toEqual(['Name', 'Amount', 'Close Date', 'Won']);
    const [first, second] = findAll(component, 'tbody tr');
    expect(findAll(first, 'td > a').map((link) => link.textContent)).toEqual(['Northwind renewal']);
    expect(first.textContent).toContain('€84,000');
    expect(first.textContent).toContain('Dec 14');
    expect(first.textContent).toContain('No');
    expect(findAll(second, 'a')).toHaveLength(0);
    expect(second.textContent).toContain('–');
    expect(find(component, '[aria-live]').getAttribute('aria-busy')).toBe('false');
  });

  it('asks an example at one click, on Enter, and nothing without words', async () => {
    const component = showAsk();
    await ask(component, '   ');
    expect(asked()).toEqual([]);
    findAll(component, '.example')[1].click();
    await settle();
    expect(asked()[0].question).toBe('Deals with no activity for two weeks');
    change(find(component, 'lightning-input'), 'my overdue tasks');
    find(component, 'lightning-input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(asked()[1].question).toBe('my overdue tasks');
  });

  it('keeps the query folded, and runs it edited', async () => {
    gateway.on('GET /v1/jobs/job-2', ok({ state: 'done', crmAnswer: { ...answer, rows: [], totalRows: 0 } }));
    const component = showAsk();
    await ask(component, 'my open deals');
    expect(find(component, 'lightning-textarea')).toBeNull();
    const editor = await openQuery(component);
    expect(editor.value).toBe(answer.query);
    change(editor, 'SELECT Name FROM Opportunity');
    button(component, 'Run the query').click();
    await jest.advanceTimersByTimeAsync(400);
    expect(asked()[1]).toMatchObject({ question: 'my open deals', query: 'SELECT Name FROM Opportunity' });
    expect(read(component)).toContain('No record you can see matches.');
  });

  it('keeps an edited query that was refused, and says why', async () => {
    const component = showAsk();
    await ask(component, 'my open deals');
    const sentence = 'Only queries that read can be run: they begin with SELECT.';
    gateway.on(
      'GET /v1/jobs/job-2',
      ok({
        state: 'done',
        crmAnswer: { ...refused, query: 'DELETE', refused: { code: 'query_invalid', sentence, examples: [] } },
      }),
    );
    change(await openQuery(component), 'DELETE');
    button(component, 'Run the query').click();
    await jest.advanceTimersByTimeAsync(400);
    expect(read(component)).toContain(sentence);
    expect(find(component, 'lightning-textarea').value).toBe('DELETE');
  });

  it('says what it does not know, with questions that it does', async () => {
    gateway.on('GET /v1/jobs/job-1', ok({ state: 'done', crmAnswer: refused }));
    const component = showAsk();
    await ask(component, 'churn by moon phase');
    expect(read(component)).toContain('Nothing here is called “churn”.');
    expect(findAll(component, '.example').map((example) => example.textContent)).toEqual(['my overdue tasks']);
    expect(find(component, 'table')).toBeNull();
    expect(button(component, 'Query')).toBeNull();
  });

  it('tells when there is more than is shown, and when a word was read by the model', async () => {
    const madeBy = { mode: 'model', model: 'small', seconds: 2 };
    gateway.on(
      'GET /v1/jobs/job-1',
      ok({ state: 'done', crmAnswer: { ...answer, totalRows: 412, hasMore: true, madeBy } }),
    );
    const component = showAsk();
    await ask(component, 'everything');
    expect(read(component)).toContain('The first 2 of 412 rows');
    expect(read(component)).toContain('read by the model');
  });

  it('offers to connect, and asks again when the reader comes back', async () => {
    gateway.on('POST /v1/crm/questions', failed(503, 'crm_not_connected'));
    connectUser.mockResolvedValue('https://login.example/authorize');
    const component = showAsk();
    await ask(component, 'my open deals');
    expect(read(component)).toContain('Connect your account once.');
    button(component, 'Connect Salesforce').click();
    await settle();
    expect(connectUser).toHaveBeenCalledTimes(1);
    expect(read(component)).toContain('Finish signing in');
    gateway.on('POST /v1/crm/questions', accepted({ jobId: 'job-1' }));
    window.dispatchEvent(new Event('focus'));
    await jest.advanceTimersByTimeAsync(400);
    expect(read(component)).toContain('2 rows');
  });

  it('says what failed, and tries again', async () => {
    const component = showAsk();
    gateway.on('POST /v1/crm/questions', failed(503, 'overloaded'));
    await ask(component, 'my open deals');
    expect(read(component)).toContain('Dealside is busy');
    gateway.on('POST /v1/crm/questions', accepted({ jobId: 'job-1' }));
    button(component, 'Try again').click();
    await jest.advanceTimersByTimeAsync(400);
    expect(read(component)).toContain('2 rows');
  });

  it('never shows the late answer of an earlier question', async () => {
    const slow = later();
    gateway.on('GET /v1/jobs/job-1', slow);
    gateway.on('GET /v1/jobs/job-2', ok({ state: 'done', crmAnswer: { ...answer, reading: 'The second.' } }));
    const component = showAsk();
    await ask(component, 'first');
    await ask(component, 'second');
    slow.answer(ok({ state: 'done', crmAnswer: { ...answer, reading: 'The first.' } }));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(read(component)).toContain('The second.');
    expect(read(component)).not.toContain('The first.');
  });
});
