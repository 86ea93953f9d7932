import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideTask from 'c/dealsideTask';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const previewPath = 'GET /v1/insights/in-security/task';
const makePath = 'POST /v1/insights/in-security/task';
const revertPath = `POST /v1/writes/${northwind.task.id}/revert`;

describe('c-dealside-task', () => {
  let gateway;
  const showTask = (write = null) => show('c-dealside-task', DealsideTask, { insightId: 'in-security', write });

  beforeEach(() => {
    gateway = createFakeGateway(callGateway);
    gateway.on(previewPath, ok(northwind.taskPreview));
    gateway.on(makePath, ok(northwind.task));
    gateway.on(revertPath, ok({ ...northwind.task, state: 'reverted' }));
  });
  afterEach(() => {
    clear();
    jest.clearAllMocks();
  });

  const open = async () => {
    const task = showTask();
    button(task, 'Make task').click();
    await settle();
    return task;
  };

  it('shows the task before anything is written', async () => {
    const task = await open();
    const rows = findAll(task, '.row').map((row) => read(row));
    expect(rows).toEqual([
      'Subject Send the security answers to Tom',
      'Due Nov 26',
      'Assigned to Dana Reyes',
      'Related to Northwind renewal',
      'Name Tom Okafor',
    ]);
    expect(gateway.callsOf(makePath)).toEqual([]);
  });

  it('makes it once and says where it is', async () => {
    const task = await open();
    const refreshed = jest.fn();
    task.addEventListener('lightning__refresh', refreshed);
    const reply = later();
    gateway.on(makePath, reply);
    findAll(task, 'lightning-button').at(-1).click();
    await settle();
    findAll(task, 'lightning-button').at(-1).click();
    reply.answer(ok(northwind.task));
    await settle();
    expect(gateway.callsOf(makePath)).toHaveLength(1);
    expect(gateway.callsOf(makePath)[0].body.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(read(task)).toContain('Task made');
    expect(find(task, '.preview')).toBeNull();
  });

  it('takes it back', async () => {
    const task = showTask(northwind.task);
    await settle();
    button(task, 'Undo').click();
    await settle();
    expect(gateway.callsOf(revertPath)).toHaveLength(1);
    expect(read(task)).toContain('Task taken back');
    expect(button(task, 'Make task')).not.toBeNull();
  });

  it('says that it is there already, and offers nothing to make', async () => {
    gateway.on(previewPath, ok({ ...northwind.taskPreview, action: 'nothing', due: null }));
    const task = await open();
    expect(read(task)).toContain('This task is in Salesforce already.');
    expect(read(task)).toContain('no date');
    expect(findAll(task, 'lightning-button').map(({ label }) => label)).toEqual(['Cancel']);
  });

  it.each([
    ['queued', 'The task will be made when it does.'],
    ['failed', 'The task was not made'],
  ])('says what %s means', async (state, sentence) => {
    const task = showTask({ ...northwind.task, state, target: null });
    await settle();
    expect(read(task)).toContain(sentence);
  });

  it('closes on Escape and on a second click, and drops a preview that comes late', async () => {
    const reply = later();
    gateway.on(previewPath, reply);
    const task = showTask();
    button(task, 'Make task').click();
    await settle();
    find(task, '.preview').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    find(task, '.preview').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settle();
    expect(find(task, '.preview')).toBeNull();
    reply.answer(failed(503, 'crm_unavailable'));
    await settle();
    expect(find(task, '[role="alert"]')).toBeNull();
    button(task, 'Make task').click();
    await settle();
    button(task, 'Make task').click();
    await settle();
    expect(find(task, '.preview')).toBeNull();
  });

  it('says why it could not be previewed or made', async () => {
    gateway.on(makePath, failed(422, 'crm_rejected'));
    const task = await open();
    findAll(task, 'lightning-button').at(-1).click();
    await settle();
    expect(find(task, '[role="alert"]').textContent).toBe('The CRM did not accept this.');
    gateway.on(previewPath, failed(503, 'crm_not_connected'));
    button(task, 'Make task').click();
    await settle();
    button(task, 'Make task').click();
    await settle();
    expect(find(task, '[role="alert"]').textContent).toContain('not connected');
  });
});
