import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideAsk from 'c/dealsideAsk';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { accepted, createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const record = { system: 'salesforce', type: 'Opportunity', id: '006Ds00000NorthwAA' };
const answerWith = (text) => ({ ...northwind.answer, sentences: [{ text, cites: [1] }] });

describe('c-dealside-ask', () => {
  let gateway;
  let asks;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(northwind.asOf) });
    asks = 0;
    gateway = createFakeGateway(callGateway);
    gateway.on('POST /v1/ask', () => {
      asks += 1;
      return accepted({ jobId: `job-${asks}` });
    });
    gateway.on('GET /v1/jobs/job-1', ok({ state: 'done', answer: northwind.answer }));
  });
  afterEach(() => {
    clear();
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  const showAsk = () => show('c-dealside-ask', DealsideAsk, { record, now: new Date(northwind.asOf) });
  const type = async (ask, question) => {
    find(ask, 'lightning-input').dispatchEvent(new CustomEvent('change', { detail: { value: question } }));
    button(ask, 'Ask').click();
    await settle();
  };

  it('has a label, a live region and a named button', () => {
    const ask = showAsk();
    expect(find(ask, 'lightning-input').label).toBe('Ask about this deal');
    expect(find(ask, '[aria-live="polite"]')).not.toBeNull();
    expect(button(ask, 'Ask')).not.toBeNull();
  });

  it('submits, polls, and answers in cited sentences', async () => {
    const ask = showAsk();
    await type(ask, '  What about SSO?  ');
    const [{ body }] = gateway.callsOf('POST /v1/ask');
    expect(body).toMatchObject({ record, question: 'What about SSO?' });
    expect(body.idempotencyKey.length).toBeGreaterThanOrEqual(8);
    expect(find(ask, '[aria-live]').getAttribute('aria-busy')).toBe('true');
    await jest.advanceTimersByTimeAsync(300);
    expect(read(ask)).toContain('Tom wants SAML single sign-on tested');
    expect(findAll(ask, 'button.cite')).toHaveLength(2);
    expect(read(ask)).toContain('Looked at 42 passages: mail, call, field.');
    expect(find(ask, '[aria-live]').getAttribute('aria-busy')).toBe('false');
  });

  it('asks on Enter and not without a question', async () => {
    const ask = showAsk();
    await type(ask, '   ');
    expect(gateway.calls).toEqual([]);
    const input = find(ask, 'lightning-input');
    input.dispatchEvent(new CustomEvent('change', { detail: { value: 'Who decides?' } }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(gateway.callsOf('POST /v1/ask')).toHaveLength(1);
  });

  it('says that nothing was found', async () => {
    gateway.on(
      'GET /v1/jobs/job-1',
      ok({ state: 'done', answer: { ...northwind.answer, outcome: 'no_evidence', sentences: [] } }),
    );
    const ask = showAsk();
    await type(ask, 'What is their favourite colour?');
    await jest.advanceTimersByTimeAsync(300);
    expect(read(ask)).toContain('Nothing found that answers this.');
  });

  it('never shows the late answer of an earlier question', async () => {
    const slow = later();
    gateway.on('GET /v1/jobs/job-1', slow);
    gateway.on('GET /v1/jobs/job-2', ok({ state: 'done', answer: answerWith('The second answer.') }));
    const ask = showAsk();
    await type(ask, 'First?');
    await jest.advanceTimersByTimeAsync(300);
    await type(ask, 'Second?');
    await jest.advanceTimersByTimeAsync(300);
    expect(read(ask)).toContain('The second answer.');
    slow.answer(ok({ state: 'done', answer: answerWith('The first answer.') }));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(read(ask)).toContain('The second answer.');
    expect(read(ask)).not.toContain('The first answer.');
  });

  it('says what failed and asks again', async () => {
    gateway.on('POST /v1/ask', failed(503, 'overloaded'));
    const ask = showAsk();
    await type(ask, 'Who decides?');
    expect(read(ask)).toContain('Dealside is busy');
    gateway.on('POST /v1/ask', accepted({ jobId: 'job-1' }));
    button(ask, 'Try again').click();
    await jest.advanceTimersByTimeAsync(300);
    expect(read(ask)).toContain('Tom wants SAML');
  });

  it('sends the questions of a thread together, keeps what was answered, and starts over', async () => {
    gateway.on(
      'GET /v1/jobs/job-2',
      ok({ state: 'done', answer: { ...answerWith('Tom Okafor, in the call.'), understoodAs: 'Who said it?' } }),
    );
    const ask = showAsk();
    await type(ask, 'What about SSO?');
    await jest.advanceTimersByTimeAsync(300);
    expect(find(ask, 'lightning-input').placeholder).toBe('And … ?');
    await type(ask, 'and who said it?');
    await jest.advanceTimersByTimeAsync(300);
    const [first, second] = gateway.callsOf('POST /v1/ask').map(({ body }) => body);
    expect(first.threadId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.threadId).toBe(first.threadId);
    expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
    expect(read(ask)).toContain('Tom wants SAML single sign-on tested');
    expect(read(ask)).toContain('Read as: Who said it? Tom Okafor, in the call.');
    button(ask, 'Start over').click();
    await settle();
    expect(findAll(ask, '.exchange')).toHaveLength(0);
    await type(ask, 'What about SSO?');
    expect(gateway.callsOf('POST /v1/ask').at(-1).body.threadId).not.toBe(first.threadId);
  });

  it('says when a follow-up could mean several', async () => {
    gateway.on(
      'GET /v1/jobs/job-1',
      ok({
        state: 'done',
        answer: { ...northwind.answer, outcome: 'unclear', sentences: [], evidence: [], choices: ['Tom', 'Priya'] },
      }),
    );
    const ask = showAsk();
    await type(ask, 'and what did she say?');
    await jest.advanceTimersByTimeAsync(300);
    expect(read(ask)).toContain('That could mean more than one: Tom, Priya. Which one?');
  });

  it.each([
    ['Account', 'Ask about this account'],
    ['Contact', 'Ask about this contact'],
    ['Lead', 'Ask about this lead'],
  ])('asks about a %s', (kind, label) => {
    const ask = show('c-dealside-ask', DealsideAsk, { record: { ...record, type: kind }, now: new Date() });
    expect(find(ask, 'lightning-input').label).toBe(label);
  });
});
