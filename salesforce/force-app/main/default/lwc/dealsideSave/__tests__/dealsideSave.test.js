import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideSave from 'c/dealsideSave';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { createFakeGateway, failed, later, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const savePath = '/v1/insights/in-price/save';
const revertPath = `POST /v1/writes/${northwind.write.id}/revert`;

describe('c-dealside-save', () => {
  let gateway;
  const showSave = (write = null) => show('c-dealside-save', DealsideSave, { insightId: 'in-price', write });

  beforeEach(() => {
    gateway = createFakeGateway(callGateway);
    gateway.on(`GET ${savePath}`, ok(northwind.preview));
    gateway.on(`POST ${savePath}`, ok(northwind.write));
    gateway.on(revertPath, ok({ ...northwind.write, state: 'reverted' }));
  });
  afterEach(() => {
    clear();
    jest.clearAllMocks();
  });

  it('shows what would change before anything is written', async () => {
    const save = showSave();
    button(save, 'Save to Salesforce').click();
    await settle();
    expect(button(save, 'Save to Salesforce').getAttribute('aria-expanded')).toBe('true');
    const rows = findAll(save, '.diff-row').map(read);
    expect(rows[0]).toBe('Title After: Price: 20 % over what Acme offers us');
    expect(rows[3]).toBe('Confidence Before: 0.8 After: 0.91');
    expect(gateway.callsOf(`POST ${savePath}`)).toEqual([]);
    button(save, 'Cancel').click();
    await settle();
    expect(find(save, '.preview')).toBeNull();
  });

  it('saves once, links the record, tells the page, and takes it back', async () => {
    const save = showSave();
    const refreshed = jest.fn();
    save.addEventListener('lightning__refresh', refreshed);
    button(save, 'Save to Salesforce').click();
    await settle();
    const confirm = button(save, 'Save');
    confirm.click();
    confirm.click();
    await settle();
    expect(gateway.callsOf(`POST ${savePath}`)).toHaveLength(1);
    expect(read(save)).toContain('Saved to Salesforce');
    expect(find(save, 'a').getAttribute('href')).toBe('https://www.example.com');
    expect(refreshed).toHaveBeenCalledTimes(1);
    expect(button(save, 'Save to Salesforce')).toBeNull();

    button(save, 'Undo').click();
    await settle();
    expect(read(save)).toContain('Taken back: Salesforce is as before');
    expect(refreshed).toHaveBeenCalledTimes(2);
    expect(button(save, 'Save to Salesforce')).not.toBeNull();
  });

  it('sends the same key when a failed save is tried again', async () => {
    gateway.on(`POST ${savePath}`, failed(502, 'upstream_garbage'));
    const save = showSave();
    button(save, 'Save to Salesforce').click();
    await settle();
    button(save, 'Save').click();
    await settle();
    expect(find(save, '[role="alert"]').textContent).toContain('The CRM answered something Dealside cannot read.');
    gateway.on(`POST ${savePath}`, ok(northwind.write));
    button(save, 'Save').click();
    await settle();
    const keys = gateway.callsOf(`POST ${savePath}`).map(({ body }) => body.idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(read(save)).toContain('Saved to Salesforce');
  });

  it('shows what was saved before, and that a queued write waits', async () => {
    expect(read(showSave(northwind.write))).toContain('Saved to Salesforce');
    expect(read(showSave({ ...northwind.write, state: 'queued' }))).toContain('It will be written when it does.');
  });

  it('keeps the saved state when undoing is refused', async () => {
    gateway.on(revertPath, failed(409, 'crm_changed'));
    const save = showSave(northwind.write);
    button(save, 'Undo').click();
    await settle();
    expect(find(save, '[role="alert"]').textContent).toContain('Someone changed this in the CRM');
    expect(read(save)).toContain('Saved to Salesforce');
  });

  it('offers nothing to save when Salesforce holds it already', async () => {
    gateway.on(`GET ${savePath}`, ok({ ...northwind.preview, action: 'nothing', diff: [] }));
    const save = showSave();
    button(save, 'Save to Salesforce').click();
    await settle();
    expect(read(save)).toContain('Salesforce holds exactly this already.');
    expect(button(save, 'Save')).toBeNull();
  });

  it('drops a preview that comes after it was cancelled', async () => {
    const slow = later();
    gateway.on(`GET ${savePath}`, slow);
    const save = showSave();
    button(save, 'Save to Salesforce').click();
    await settle();
    button(save, 'Save to Salesforce').click();
    slow.answer(ok(northwind.preview));
    await settle();
    expect(find(save, '.preview')).toBeNull();
  });
});
