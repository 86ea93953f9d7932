import { mkdtempSync, rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { connectUsers } from '../demo/connect-users.ts';
import { startFirstSync, waitForBrief } from '../demo/fill-store.ts';
import { demoTenant, startStack } from '../start-stack.ts';
import './provided.ts';

/** The whole product with its page, as the demo runs it, on free ports and a new book, the careful deals read. */
export default async (project: TestProject) => {
  const dataDirectory = mkdtempSync('/tmp/dealside-e2e-');
  const stack = await startStack({ dataDirectory, ports: 'free', say: (text) => console.log(text) });
  const { book } = stack;
  // One seller has not connected Salesforce yet: the browser does it in a test.
  const users = book.users.filter(({ name }) => name !== 'Owen Pryce');
  const { sessions } = await connectUsers({ gatewayUrl: stack.gateway.url, tenant: demoTenant, users });
  const admin = sessions.get(book.users.find(({ profile }) => profile === 'admin')?.email ?? '');
  const hero = book.opportunities.find(({ name }) => name === 'Northwind renewal');
  if (!admin || !hero) throw new Error('the book has no admin or no hero deal');
  await startFirstSync(admin, book);
  await waitForBrief(admin, { system: 'salesforce', type: 'Opportunity', id: hero.id }, 240_000);
  project.provide('pageUrl', stack.page?.url ?? '');
  project.provide('gatewayUrl', stack.gateway.url);
  project.provide('salesforceUrl', stack.salesforce.url);
  return async () => {
    await stack.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
};
