import {
  type FetchRequest,
  type FetchResponse,
  loadPubsubService,
} from '@dealside/gateway/connectors/crm/salesforce/pubsub/pubsub-service';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import avro from 'avsc';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBook, ids } from '../fixtures/small-book.ts';
import { type Salesforce, startSalesforce } from '../start-salesforce.ts';

const book = createSmallBook(new Date());
const { Subscribe, GetTopic, GetSchema } = loadPubsubService();
const topicName = '/data/OpportunityChangeEvent';

let salesforce: Salesforce;
let client: Client;
let token = '';
const closers: (() => void)[] = [];

beforeAll(async () => {
  salesforce = await startSalesforce({ book, keepAliveMs: 300 });
  client = new Client(new URL(salesforce.pubsubUrl).host, credentials.createInsecure());
  token = await salesforce.issueAccessToken(ids.admin);
});
afterEach(() => {
  salesforce.state.bus.faults.clear();
  for (const close of closers.splice(0)) close();
});
afterAll(async () => {
  client.close();
  await salesforce.stop();
});

const headers = (rest: Record<string, string> = {}): Metadata => {
  const metadata = new Metadata();
  const all = { accesstoken: token, instanceurl: salesforce.url, tenantid: book.orgId, ...rest };
  for (const [name, value] of Object.entries(all)) metadata.set(name, value);
  return metadata;
};

const ask = <Request, Reply>(
  method: { path: string; requestSerialize(request: Request): Buffer; responseDeserialize(bytes: Buffer): Reply },
  request: Request,
  metadata = headers(),
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      metadata,
      (error, reply) => (error || !reply ? reject(error) : resolve(reply)),
    );
  });

/** A subscription whose answers and end are waited for one by one. */
const subscribe = (first: Partial<FetchRequest>, metadata = headers()) => {
  const call = client.makeBidiStreamRequest(
    Subscribe.path,
    Subscribe.requestSerialize,
    Subscribe.responseDeserialize,
    metadata,
  );
  closers.push(() => call.cancel());
  const answers: FetchResponse[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<ServiceError | null>();
  call.on('data', (answer: FetchResponse) => answers.push(answer));
  call.on('error', (error: ServiceError) => end(error));
  call.on('end', () => end(null));
  call.write({ topicName, numRequested: 100, ...first });
  return {
    call,
    ended,
    events: () => answers.flatMap(({ events }) => events),
    answers,
    codeOfEnd: async () => (await ended)?.metadata.get('error-code')[0]?.toString().split('grpc.')[1],
  };
};

const decode = async (event: { schemaId: string; payload: Buffer } | null | undefined) => {
  const { schemaJson } = await ask(GetSchema, { schemaId: event?.schemaId ?? '' });
  return avro.Type.forSchema(JSON.parse(schemaJson)).fromBuffer(event?.payload ?? Buffer.alloc(0));
};

const edit = (fields: Record<string, string | number>, id = ids.renewal) =>
  salesforce.state.edit({ object: 'Opportunity', id, fields });

describe('GetTopic and GetSchema', () => {
  it('tell the schema of a topic, and nothing of one that is not there', async () => {
    const { schemaId } = await ask(GetTopic, { topicName });
    const { schemaJson } = await ask(GetSchema, { schemaId });
    expect(JSON.parse(schemaJson)).toMatchObject({ name: 'OpportunityChangeEvent', type: 'record' });
    await expect(ask(GetTopic, { topicName: '/data/OpportunityFieldHistoryChangeEvent' })).rejects.toMatchObject({
      code: 5,
    });
  });

  it.each([
    ['another token', { accesstoken: 'x' }],
    ['another org', { tenantid: book.orgId.slice(0, 15) }],
    ['another instance', { instanceurl: 'https://else.example' }],
  ])('refuse %s', async (_, header) => {
    await expect(ask(GetTopic, { topicName }, headers(header))).rejects.toMatchObject({ code: 16 });
  });
});

describe('Subscribe', () => {
  it('brings what is committed after it began, with header, values and bitmaps', async () => {
    const { events, answers } = subscribe({ replayPreset: 'LATEST' });
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    edit({ Amount: 1234, NextStep: 'Call Tom' });
    await expect.poll(() => events().length).toBe(1);
    const payload = await decode(events()[0]?.event);
    expect(payload).toMatchObject({
      ChangeEventHeader: {
        entityName: 'Opportunity',
        recordIds: [ids.renewal],
        changeType: 'UPDATE',
        commitUser: ids.admin,
      },
      Amount: 1234,
      NextStep: 'Call Tom',
      StageName: null,
    });
    expect(payload.ChangeEventHeader.changedFields[0]).toMatch(/^0x[0-9A-F]+$/);
  });

  it('sends an empty answer with the latest replay id while there is nothing, and goes on behind it', async () => {
    const first = subscribe({ replayPreset: 'LATEST' });
    await expect.poll(() => first.answers.length).toBeGreaterThan(0);
    const keepAlive = first.answers[0];
    expect(keepAlive).toMatchObject({ events: [], pendingNumRequested: 100 });
    first.call.cancel();
    await first.ended;
    edit({ NextStep: 'While nobody listened' });
    const second = subscribe({ replayPreset: 'CUSTOM', replayId: keepAlive?.latestReplayId ?? Buffer.alloc(0) });
    await expect.poll(() => second.events().length).toBe(1);
  });

  it('brings no more than was asked for', async () => {
    const { call, events } = subscribe({ replayPreset: 'LATEST', numRequested: 1 });
    await expect.poll(() => call.readable).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const step of ['a', 'b', 'c']) edit({ NextStep: step });
    await expect.poll(() => events().length).toBe(1);
    call.write({ topicName: '', numRequested: 2 });
    await expect.poll(() => events().length).toBe(3);
  });

  it.each([
    [
      'no position for a custom start',
      { replayPreset: 'CUSTOM' as const },
      'subscription.fetch.replayid.validation.failed',
    ],
    [
      'a replay id nobody gave',
      { replayPreset: 'CUSTOM' as const, replayId: Buffer.from('0123456789') },
      'subscription.fetch.replayid.corrupted',
    ],
    ['nothing asked for', { numRequested: 0 }, 'subscription.fetch.requested.events.invalid'],
    ['a topic that does not exist', { topicName: '/data/NoChangeEvent' }, 'topic.not.found'],
  ])('refuses %s', async (_, request, code) => {
    expect(await subscribe(request).codeOfEnd()).toBe(code);
  });

  it('refuses a user who may not view all records', async () => {
    const metadata = headers({ accesstoken: await salesforce.issueAccessToken(ids.ana) });
    expect(await subscribe({}, metadata).codeOfEnd()).toBe('subscription.topic.cannot.subscribe');
  });

  it('ends when the session does', async () => {
    const { codeOfEnd } = subscribe({});
    salesforce.state.expireSessions(ids.admin);
    expect(await codeOfEnd()).toBe('service.auth.error');
    token = await salesforce.issueAccessToken(ids.admin);
  });

  it('refuses a replay id that has gone out of retention', async () => {
    const first = subscribe({ replayPreset: 'EARLIEST' });
    await expect.poll(() => first.events().length).toBeGreaterThan(0);
    salesforce.state.bus.expire();
    const replayId = first.events().at(-1)?.replayId ?? Buffer.alloc(0);
    expect(await subscribe({ replayPreset: 'CUSTOM', replayId }).codeOfEnd()).toBe(
      'subscription.fetch.replayid.corrupted',
    );
  });

  it('breaks, falls silent and loses content on demand', async () => {
    const { bus } = salesforce.state;
    const broken = subscribe({ replayPreset: 'LATEST' });
    await expect.poll(() => broken.answers.length).toBeGreaterThan(0);
    expect(bus.dropStreams()).toBeGreaterThan(0);
    expect(await broken.ended).toMatchObject({ code: 14 });

    const after = subscribe({ replayPreset: 'LATEST' });
    await expect.poll(() => after.answers.length).toBeGreaterThan(0);
    bus.faults.add({ kind: 'gap', times: 1 });
    edit({ Amount: 1 });
    bus.faults.add({ kind: 'overflow', times: 1 });
    edit({ Amount: 2 });
    bus.faults.add({ kind: 'swallow', times: 1 });
    edit({ Amount: 3 });
    edit({ Amount: 4 });
    await expect.poll(() => after.events().length).toBe(3);
    const payloads = await Promise.all(after.events().map(({ event }) => decode(event)));
    expect(payloads.map(({ ChangeEventHeader: { changeType } }) => changeType)).toEqual([
      'GAP_UPDATE',
      'GAP_OVERFLOW',
      'UPDATE',
    ]);
    expect(payloads[1].ChangeEventHeader.recordIds).toEqual(['000000000000000AAA']);
  });
});

describe('what makes events', () => {
  const typesOf = async (topic: string, change: () => unknown): Promise<[string, string[]][]> => {
    const listening = subscribe({ replayPreset: 'LATEST', topicName: topic });
    await expect.poll(() => listening.answers.length).toBeGreaterThan(0);
    change();
    await expect.poll(() => listening.events().length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const payloads = await Promise.all(listening.events().map(({ event }) => decode(event)));
    return payloads.map(({ ChangeEventHeader: { changeType, recordIds } }) => [changeType, recordIds]);
  };

  it('is a create, a delete with all that goes with it, and an undelete', async () => {
    const { state } = salesforce;
    let id = '';
    expect(
      await typesOf('/data/TaskChangeEvent', () => {
        id = state.edit({ object: 'Task', fields: { Subject: 'New', WhatId: ids.expansion } });
      }),
    ).toEqual([['CREATE', [id]]]);
    const remove = () => state.edit({ object: 'Opportunity', id: ids.expansion, fields: null });
    expect(await typesOf('/data/TaskChangeEvent', remove)).toEqual([['DELETE', [id]]]);
    const undelete = () => state.undelete({ object: 'Opportunity', id: ids.expansion });
    expect(await typesOf('/data/TaskChangeEvent', undelete)).toEqual([['UNDELETE', [id]]]);
    expect(state.store.get('Task', id)?.IsDeleted).toBe(false);
  });

  it('is of a merge the end of the loser and a change of the master, not what moves', async () => {
    const { state } = salesforce;
    const loser = state.edit({
      object: 'Contact',
      fields: { LastName: 'Raman', FirstName: 'P.', AccountId: ids.northwind },
    });
    const task = state.edit({ object: 'Task', fields: { Subject: 'Of the loser', WhoId: loser } });
    const merge = () => state.merge({ object: 'Contact', masterId: ids.priya, loserIds: [loser], fields: {} });
    expect(await typesOf('/data/ContactChangeEvent', merge)).toEqual([
      ['DELETE', [loser]],
      ['UPDATE', [ids.priya]],
    ]);
    expect(state.store.get('Contact', loser)).toMatchObject({ IsDeleted: true, MasterRecordId: ids.priya });
    expect(state.store.get('Task', task)?.WhoId).toBe(ids.priya);
  });
});
