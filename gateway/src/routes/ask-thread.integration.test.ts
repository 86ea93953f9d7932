import { type Answer, askInsight } from '@dealside/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { deal, fixedAnswer, startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import { createAskInsight } from '../services/ask-insight.ts';
import { createChooseReadable } from '../services/choose-readable.ts';
import { createRequireAccess, createRequireRecord } from '../services/require-record.ts';
import { readJob } from '../store/jobs.ts';
import { jobs } from '../store/schema.ts';

let gateway: TestGateway;
const asked: string[] = [];

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'), {
    answerQuestion: async ({ question }) => {
      asked.push(question);
      return fixedAnswer;
    },
  });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  asked.length = 0;
  gateway.crm.allow(gateway.connections.rep, deal.id);
  await gateway.parts.database.db.delete(jobs);
});

const submit = (question: string, threadId?: string) =>
  gateway.request('rep', 'POST', '/v1/ask', {
    body: { record: deal, question, threadId, idempotencyKey: crypto.randomUUID() },
  });
/** Submits, works as the worker does, and reads the job as its user. */
const answer = async (question: string, threadId?: string): Promise<Answer> => {
  const { jobId } = askInsight.responses[202].parse(await (await submit(question, threadId)).json());
  const { parts } = gateway;
  const { db } = parts.database;
  const requireAccess = createRequireAccess(parts);
  await createAskInsight({
    ...parts,
    db,
    requireAccess,
    requireRecord: createRequireRecord({ db, requireAccess }),
    chooseReadable: createChooseReadable(parts),
  }).work({ jobId, signal: new AbortController().signal, isLast: true });
  const job = await gateway.request('rep', 'GET', `/v1/jobs/${jobId}`);
  const { answer: given } = (await job.json()) as { answer?: Answer };
  if (!given) throw new Error(JSON.stringify(await readJob(db, jobId)));
  return given;
};

describe('questions of one thread', () => {
  it('are read with the one before', async () => {
    const threadId = crypto.randomUUID();
    await answer('What did they say about the price?', threadId);
    const second = await answer('and about the security review?', threadId);
    expect(asked).toEqual(['What did they say about the price?', 'What did they say about the security review?']);
    expect(second.understoodAs).toBe('What did they say about the security review?');
  });

  it('"who said it?" is answered by the sources of the answer before', async () => {
    const threadId = crypto.randomUUID();
    await answer('What did they say about the price?', threadId);
    expect(await answer('and who said it?', threadId)).toMatchObject({
      outcome: 'answered',
      sentences: [{ text: 'Priya Shah, in the mail “Re: your offer” of 20 Nov.', cites: [1] }],
      evidence: [{ number: 1, author: 'Priya Shah' }],
    });
    expect(asked).toHaveLength(1);
  });

  it('say that they refer to nothing, without a thread and in another one', async () => {
    await answer('What did they say about the price?', crypto.randomUUID());
    for (const threadId of [undefined, crypto.randomUUID()])
      expect(await answer('and who said it?', threadId)).toMatchObject({
        outcome: 'unclear',
        choices: [],
        evidence: [],
      });
  });

  it('do not go back to an answer whose sources this user may no longer read', async () => {
    const threadId = crypto.randomUUID();
    await answer('What did they say about the price?', threadId);
    gateway.crm.allow(gateway.connections.rep);
    expect((await submit('and who said it?', threadId)).status).toBe(404);
  });
});

it('no more than five questions of a user are open, also when they are asked at once', async () => {
  const replies = await Promise.all(Array.from({ length: 12 }, (_none, index) => submit(`Question ${index}?`)));
  expect(replies.filter(({ status }) => status === 202)).toHaveLength(5);
  expect(replies.filter(({ status }) => status === 503)).toHaveLength(7);
});
