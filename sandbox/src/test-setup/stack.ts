import { mkdtempSync, rmSync } from 'node:fs';
import { askInsight, type RecordReference } from '@dealside/shared';
import type { TestProject } from 'vitest/node';
import { connectUsers } from '../demo/connect-users.ts';
import { startFirstSync, waitForBrief } from '../demo/fill-store.ts';
import type { GatewaySession } from '../demo/gateway-session.ts';
import { startStack } from '../start-stack.ts';

const answerPatienceMs = 300_000;

/** The whole product with its page, as the demo runs it, on free ports and a new book, the careful deals read. */
export default async (project: TestProject) => {
  const dataDirectory = mkdtempSync('/tmp/dealside-e2e-');
  const stack = await startStack({ dataDirectory, ports: 'free', say: (text) => console.log(text) });
  const stop = async () => {
    await stack.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  try {
    const { book } = stack;
    // One seller has not connected Salesforce yet: the browser does it in a test.
    const users = book.users.filter(({ name }) => name !== 'Owen Pryce');
    const { sessions } = await connectUsers({ credential: stack.credential, users });
    const admin = sessions.get(book.users.find(({ profile }) => profile === 'admin')?.email ?? '');
    const hero = book.opportunities.find(({ name }) => name === 'Northwind renewal');
    if (!admin || !hero) throw new Error('the book has no admin or no hero deal');
    await startFirstSync(admin, book);
    const record = { system: 'salesforce', type: 'Opportunity', id: hero.id } as const;
    await waitForBrief(admin, record, 240_000);
    await waitForAnswer(admin, record, 'When does the board meet?');
    project.provide('pageUrl', stack.page?.url ?? '');
    project.provide('gatewayUrl', stack.gateway.url);
    project.provide('salesforceUrl', stack.salesforce.url);
    return stop;
  } catch (error) {
    // Without its end nobody else would stop what runs.
    await stop();
    throw error;
  }
};

/** A brief needs no vectors and is there first; a question is answered once the deal's mails are embedded. */
const waitForAnswer = async (session: GatewaySession, record: RecordReference, question: string): Promise<void> => {
  const deadline = Date.now() + answerPatienceMs;
  while (Date.now() < deadline) {
    const { body } = await session.call(askInsight, {
      body: { record, question, idempotencyKey: crypto.randomUUID() },
    });
    const { answer } = await session.waitForJob(body.jobId);
    if (answer?.outcome === 'answered') return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`no answer to "${question}" within ${answerPatienceMs / 1000} s`);
};
