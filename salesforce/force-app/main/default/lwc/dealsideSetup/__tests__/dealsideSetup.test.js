import callGateway from '@salesforce/apex/DealsideGateway.call';
import connectUser from '@salesforce/apex/DealsideGateway.connect';
import DealsideSetup from 'c/dealsideSetup';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { accepted, createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/DealsideGateway.connect', () => ({ default: jest.fn() }), { virtual: true });

const at = '2026-11-24T08:00:00.000Z';
const report = (...findings) =>
  ok({ at, findings: findings.map(([code, state, ...values]) => ({ code, state, values })) });

describe('c-dealside-setup', () => {
  let gateway;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(at) });
    gateway = createFakeGateway(callGateway);
    gateway.on('GET /v1/doctor', report(['database', 'ok'], ['objects', 'failed', 'EmailMessage', 'Event']));
  });
  afterEach(() => {
    clear();
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  const showSetup = async () => {
    const setup = show('c-dealside-setup', DealsideSetup, {});
    await settle();
    return setup;
  };

  it('shows a skeleton while it looks for the first time', async () => {
    const slow = later();
    gateway.on('GET /v1/doctor', slow);
    const setup = await showSetup();
    expect(find(setup, 'c-dealside-skeleton')).not.toBeNull();
    expect(find(setup, '[role="status"]').textContent).toBe('Looking at every step');
    slow.answer(report(['database', 'ok']));
    await settle();
    expect(find(setup, 'c-dealside-skeleton')).toBeNull();
  });

  it('says of each step how it stands and names what is missing', async () => {
    const setup = await showSetup();
    expect(read(setup)).toContain('Reach the Dealside server In place');
    expect(read(setup)).toContain('Dealside cannot read EmailMessage, Event.');
    expect(read(setup)).toContain('4 of 5 steps are done');
  });

  it('says when everything is in place', async () => {
    gateway.on('GET /v1/doctor', report(['database', 'ok']));
    expect(read(await showSetup())).toContain('Everything is in place.');
  });

  it('leaves out what it has no words for', async () => {
    gateway.on('GET /v1/doctor', report(['moon_phase', 'failed']));
    expect(findAll(await showSetup(), 'li')).toHaveLength(3);
  });

  it('tells that the server is out of reach, and keeps the sign-in open', async () => {
    callGateway.mockRejectedValue(new Error('no'));
    const setup = await showSetup();
    expect(read(setup)).toContain('Salesforce cannot reach your Dealside server.');
    expect(read(setup)).toContain('Sign in Not known yet');
  });

  it('connects whoever is not signed in, and looks again when they come back', async () => {
    gateway.on('GET /v1/doctor', failed(401, 'session_missing'));
    connectUser.mockResolvedValue('https://login.example/a');
    const setup = await showSetup();
    expect(read(setup)).toContain('You are not signed in at Dealside.');
    button(setup, 'Connect Salesforce').click();
    await settle();
    expect(connectUser).toHaveBeenCalledTimes(1);
    gateway.on('GET /v1/doctor', report(['database', 'ok']));
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(read(setup)).toContain('You are signed in at Dealside');
  });

  it('says when connecting cannot begin', async () => {
    gateway.on('GET /v1/doctor', report(['connection', 'failed']));
    connectUser.mockRejectedValue(new Error('no'));
    const setup = await showSetup();
    button(setup, 'Connect Salesforce').click();
    await settle();
    expect(find(setup, '[role="alert"]').textContent).toContain('Something went wrong in Dealside.');
  });

  it('tells that this org is not the one Dealside belongs to', async () => {
    gateway.on('GET /v1/doctor', failed(403, 'not_permitted'));
    const setup = await showSetup();
    expect(read(setup)).toContain('Dealside belongs to another org, or to none yet.');
    expect(find(setup, '[role="alert"]')).toBeNull();
  });

  it('is for administrators', async () => {
    gateway.on('GET /v1/doctor', failed(403, 'role_required'));
    const setup = await showSetup();
    expect(read(setup)).toContain('For administrators');
    expect(findAll(setup, 'li')).toHaveLength(0);
  });

  it('starts the first reading, shows how far it is, and checks again', async () => {
    gateway.on('GET /v1/doctor', report(['first_load', 'unknown']));
    gateway.on('POST /v1/sync', accepted({ jobId: 'job-1' }));
    gateway.on('GET /v1/jobs/job-1', ok({ state: 'running', progress: 0.4, step: 'Reading Contact: 400 so far' }));
    const setup = await showSetup();
    button(setup, 'Read everything now').click();
    await jest.advanceTimersByTimeAsync(300);
    await settle();
    expect(gateway.callsOf('POST /v1/sync')[0].body).toEqual({ system: 'salesforce' });
    expect(read(setup)).toContain('Reading: Reading Contact: 400 so far');
    expect(findAll(setup, 'lightning-progress-bar').at(-1).value).toBe(40);
    expect(button(setup, 'Read everything now')).toBeNull();
    gateway.on('GET /v1/jobs/job-1', ok({ state: 'done', progress: 1, step: null }));
    gateway.on('GET /v1/doctor', report(['first_load', 'ok', '2380']));
    await jest.advanceTimersByTimeAsync(5_000);
    await settle();
    expect(read(setup)).toContain('Everything has been read: 2380 records and texts are known.');
  });

  it('says why the reading could not be started', async () => {
    gateway.on('GET /v1/doctor', report(['first_load', 'failed', 'Salesforce did not answer.']));
    gateway.on('POST /v1/sync', failed(500, 'internal'));
    const setup = await showSetup();
    expect(read(setup)).toContain('The reading stopped: Salesforce did not answer.');
    gateway.on('GET /v1/doctor', failed(500, 'internal'));
    button(setup, 'Read everything now').click();
    await settle();
    expect(find(setup, '[role="alert"]').textContent).toContain('Something went wrong in Dealside.');
  });
});
