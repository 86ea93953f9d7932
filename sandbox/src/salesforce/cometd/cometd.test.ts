import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ids } from '../fixtures/small-book.ts';
import { type SmallOrg, startSmallOrg } from '../fixtures/start-small-org.ts';

type Reply = { channel: string; successful?: boolean; error?: string; clientId?: string } & Record<string, unknown>;

const channel = '/data/OpportunityChangeEvent';

let org: SmallOrg;
let token: string | undefined;

beforeAll(async () => {
  org = await startSmallOrg({ keepAliveMs: 200 });
  token = org.admin.accessToken ?? '';
});
afterEach(() => org.salesforce.state.bus.faults.clear());
afterAll(() => org.salesforce.stop());

const send = async (...messages: Record<string, unknown>[]): Promise<Reply[]> => {
  const answer = await fetch(`${org.salesforce.url}/cometd/64.0`, {
    method: 'POST',
    headers: { authorization: `OAuth ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(messages),
  });
  return (await answer.json()) as Reply[];
};
const shakeHands = async (): Promise<string> => {
  const [reply] = await send({ channel: '/meta/handshake', version: '1.0', id: '1' });
  return reply?.clientId ?? '';
};
const connect = (clientId: string) => send({ channel: '/meta/connect', clientId, connectionType: 'long-polling' });
const subscribe = async (clientId: string, replay: unknown = -1, subscription = channel): Promise<Reply | undefined> =>
  (await send({ channel: '/meta/subscribe', clientId, subscription, ext: { replay: { [subscription]: replay } } }))[0];
const edit = (amount: number) =>
  org.salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: { Amount: amount } });
const eventsOf = (replies: readonly Reply[]) => replies.filter((reply) => reply.channel === channel);
const positionOf = (reply: Reply | undefined) =>
  (reply?.data as { event: { replayId: number } } | undefined)?.event.replayId;

describe('the Streaming API', () => {
  it('answers the first connect at once, and a later one when there is news', async () => {
    const clientId = await shakeHands();
    expect(await connect(clientId)).toMatchObject([{ successful: true, advice: { reconnect: 'retry' } }]);
    expect(await subscribe(clientId)).toMatchObject({ successful: true, subscription: channel });
    const waiting = connect(clientId);
    edit(1);
    const replies = await waiting;
    expect(eventsOf(replies)).toMatchObject([
      { data: { payload: { ChangeEventHeader: { changeType: 'UPDATE', recordIds: [ids.renewal] }, Amount: 1 } } },
    ]);
    expect(replies.at(-1)).toMatchObject({ channel: '/meta/connect', successful: true });
  });

  it('answers a connect without news when its time is up', async () => {
    const clientId = await shakeHands();
    await connect(clientId);
    expect(await connect(clientId)).toMatchObject([{ channel: '/meta/connect', successful: true }]);
  });

  it('replays what is kept, all of it or behind an event', async () => {
    const first = await shakeHands();
    await subscribe(first, -2);
    edit(2);
    edit(3);
    const kept = eventsOf(await connect(first));
    expect(kept.length).toBeGreaterThan(1);
    const second = await shakeHands();
    await subscribe(second, positionOf(kept.at(-2)));
    expect(eventsOf(await connect(second))).toHaveLength(1);
  });

  it('refuses a replay id it does not keep, in the words that clients look for', async () => {
    const refusal = await subscribe(await shakeHands(), 12);
    expect(refusal).toMatchObject({ successful: false, subscription: channel });
    expect(refusal?.error).toMatch(/^400::The replayId \{12\} you provided was invalid\. {2}Please provide a valid ID/);
  });

  it('refuses a channel that does not exist and a user who may not view all records', async () => {
    expect(await subscribe(await shakeHands(), -1, '/data/NoChangeEvent')).toMatchObject({
      error: expect.stringMatching(/^400::/),
    });
    const administrator = token;
    token = org.ana.accessToken ?? '';
    const refusal = await subscribe(await shakeHands());
    token = administrator;
    expect(refusal).toMatchObject({ error: expect.stringMatching(/^403:/) });
  });

  it('does not know a client that never shook hands, or that a broken server forgot', async () => {
    const unknown = { successful: false, error: '403::Unknown client', advice: { reconnect: 'handshake' } };
    expect(await connect('nobody')).toMatchObject([unknown]);
    const clientId = await shakeHands();
    await connect(clientId);
    const waiting = connect(clientId);
    await new Promise((resolve) => setTimeout(resolve, 50));
    org.salesforce.state.bus.dropStreams();
    expect(await waiting).toMatchObject([unknown]);
  });

  it('ends with the session', async () => {
    const clientId = await shakeHands();
    token = 'ended';
    expect(await connect(clientId)).toMatchObject([{ error: '401::Authentication invalid' }]);
    expect(await send({ channel: '/meta/handshake' })).toMatchObject([
      { error: '403::Handshake denied', ext: { sfdc: { failureReason: '401::Authentication invalid' } } },
    ]);
  });
});
