import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { ids } from '../src/salesforce/fixtures/small-book.ts';
import { type FollowedOrg, startFollowedOrg, type Transport } from './start-followed-org.ts';

const dealKey = (id: string) => `salesforce:Opportunity:${id}`;
const patience = { timeout: 40_000, interval: 50 };

describe.each<Transport>(['pubsub', 'cometd'])('following an org by %s', (transport) => {
  let org: FollowedOrg;
  let following: ReturnType<FollowedOrg['follow']>;

  beforeAll(async () => {
    org = await startFollowedOrg(inject('postgresUrl'), transport);
    following = org.follow();
  });
  afterEach(() => org.salesforce.state.bus.faults.clear());
  afterAll(() => org?.close());

  const edit = (object: string, id: string | undefined, fields: Record<string, string | number | null> | null) =>
    org.salesforce.state.edit({ object, id, fields });
  const isEqual = () => expect.poll(() => org.difference(), patience).toEqual({ lost: [], duplicated: [] });
  const demanded = (id: string) => expect.poll(() => org.demands(), patience).toContain(dealKey(id));

  it('is certain of every object soon after it began', async () => {
    await expect.poll(() => org.isLive(), patience).toBe(true);
  });

  it('stores a change of a deal with its history and asks for its brief', async () => {
    await org.forgetDemands();
    edit('Opportunity', ids.renewal, { Amount: 4321, NextStep: 'Send the paper' });
    await demanded(ids.renewal);
    await isEqual();
    expect((await org.readRecord('Opportunity', ids.renewal)).fields).toMatchObject({ amount: 4321 });
  });

  it('stores what is new, of a contact and around a deal', async () => {
    await org.forgetDemands();
    const contactId = edit('Contact', undefined, { LastName: 'New', AccountId: ids.northwind });
    edit('OpportunityContactRole', undefined, { OpportunityId: ids.expansion, ContactId: contactId, Role: 'Champion' });
    edit('Task', undefined, { Subject: 'Call back', WhatId: ids.expansion, WhoId: contactId });
    edit('EmailMessage', undefined, { Subject: 'Hello', TextBody: 'We have a question.', RelatedToId: ids.expansion });
    await demanded(ids.expansion);
    await isEqual();
  });

  it('follows a deal into the recycle bin and out of it, with what hangs on it', async () => {
    edit('Opportunity', ids.expansion, null);
    await isEqual();
    expect((await org.readRecord('Opportunity', ids.expansion)).is_deleted).toBe(true);
    org.salesforce.state.undelete({ object: 'Opportunity', id: ids.expansion });
    await isEqual();
  });

  it('follows a merge: what hung on the loser hangs on the winner', async () => {
    const loser = edit('Contact', undefined, { LastName: 'Raman', FirstName: 'P.', AccountId: ids.northwind });
    edit('OpportunityContactRole', undefined, { OpportunityId: ids.expansion, ContactId: loser, Role: 'Buyer' });
    edit('Task', undefined, { Subject: 'Of the loser', WhoId: loser });
    await isEqual();
    await org.forgetDemands();
    org.salesforce.state.merge({ object: 'Contact', masterId: ids.priya, loserIds: [loser], fields: { Title: 'CEO' } });
    await demanded(ids.expansion);
    await isEqual();
  });

  it('takes a task off the deal it no longer belongs to', async () => {
    const taskId = edit('Task', undefined, { Subject: 'Wrong deal', WhatId: ids.renewal });
    await isEqual();
    edit('Task', taskId, { WhatId: null });
    await isEqual();
  });

  it('tells the new owner of a deal', async () => {
    edit('Opportunity', ids.renewal, { OwnerId: ids.ben });
    await isEqual();
    expect((await org.readRecord('Opportunity', ids.renewal)).fields).toMatchObject({ ownerName: 'Ben Rep' });
  });

  it('goes on where it was when streams break and sessions end', async () => {
    for (let round = 0; round < 5; round += 1) {
      org.salesforce.state.bus.dropStreams();
      edit('Opportunity', ids.renewal, { NextStep: `Round ${round}` });
      if (round === 2) org.salesforce.state.expireSessions(null);
      edit('Task', undefined, { Subject: `Round ${round}`, WhatId: ids.renewal });
      await isEqual();
    }
    expect(org.renewals.length).toBeGreaterThan(0);
    expect((await org.streams()).some(({ hasGap }) => hasGap)).toBe(false);
  });

  it('goes on when the CRM does not answer its questions for a while', async () => {
    org.salesforce.faults.add({ path: '/query', answer: 'unavailable', times: 4 });
    edit('Opportunity', ids.renewal, { NextStep: 'While it was down' });
    await isEqual();
    org.salesforce.faults.clear();
  });

  it('reads what lost its content in the stream', async () => {
    org.salesforce.state.bus.faults.add({ kind: 'gap' });
    edit('Opportunity', ids.renewal, { Amount: 5 });
    const id = edit('Task', undefined, { Subject: 'Told by a gap', WhatId: ids.renewal });
    await isEqual();
    edit('Task', id, null);
    await isEqual();
  });

  it('reads the object again after an overflow', async () => {
    org.salesforce.state.bus.faults.add({ kind: 'overflow' });
    edit('Opportunity', ids.renewal, { Amount: 6 });
    await isEqual();
    await expect.poll(() => org.isLive(), patience).toBe(true);
    expect((await org.streams()).some(({ hasGap }) => hasGap)).toBe(false);
  });

  it('reads again what happened while nobody followed and nothing is kept of it', async () => {
    await following.stop();
    edit('Opportunity', ids.renewal, { Amount: 7 });
    org.salesforce.state.bus.expire();
    edit('Opportunity', ids.expansion, { Amount: 8 });
    following = org.follow();
    await isEqual();
    await expect.poll(() => org.isLive(), patience).toBe(true);
  });

  it('shows a gap for as long as it is not read again', async () => {
    // So that both kinds of stream know where they are, and the next goes on there.
    edit('Opportunity', ids.renewal, { NextStep: 'Before the gap' });
    await isEqual();
    await following.stop();
    following = org.follow({ readsAgain: false });
    org.salesforce.state.bus.faults.add({ kind: 'overflow', times: 1 });
    edit('Opportunity', ids.renewal, { Amount: 9 });
    const gaps = async () => (await org.streams()).flatMap(({ object, hasGap }) => (hasGap ? [object] : []));
    await expect.poll(gaps, patience).toEqual(expect.arrayContaining(['Opportunity']));
    await following.stop();
    following = org.follow();
    org.salesforce.state.bus.faults.add({ kind: 'overflow', times: 1 });
    edit('Opportunity', ids.renewal, { Amount: 10 });
    await expect.poll(gaps, patience).toEqual([]);
    await isEqual();
  });

  it('looks for itself when nothing is told for too long', async () => {
    await following.stop();
    org.salesforce.state.bus.faults.add({ kind: 'swallow', times: 1 });
    edit('Opportunity', ids.renewal, { Amount: 11 });
    expect((await org.difference()).lost).toContain(dealKey(ids.renewal));
    following = org.follow({ silenceMs: 500 });
    await isEqual();
  });

  it('notices a stream that is open and dead', async () => {
    await following.stop();
    following = org.follow();
    await expect.poll(() => org.isLive(), patience).toBe(true);
    org.salesforce.state.bus.faults.add({ kind: 'silence' });
    edit('Opportunity', ids.renewal, { Amount: 12 });
    org.warnings.splice(0);
    await expect.poll(() => org.warnings.join(), patience).toMatch(/ is silent/);
    org.salesforce.state.bus.faults.clear();
    await isEqual();
  });
});
