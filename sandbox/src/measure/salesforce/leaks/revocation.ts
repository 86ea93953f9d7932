import { defaultSharing, type SharingSettings } from '../../../salesforce/store/sharing-settings.ts';
import { findCanaries, sharedRecords, userIds } from './canary-book.ts';
import { readAsViewer } from './read-as-viewer.ts';
import { type CanaryGateway, waitForJob } from './start-canary-gateway.ts';

const [dealId = ''] = sharedRecords.Opportunity;
const [contactId = ''] = sharedRecords.Contact;
export const revokedDeal = `/v1/records/salesforce/Opportunity/${dealId}/brief`;

const closed: SharingSettings = {
  ...defaultSharing(),
  defaults: { Account: 'Read', Contact: 'Private', Lead: 'Read', Opportunity: 'Private', Activity: 'Private' },
};
const share = (recordId: string) => ({ recordId, userId: userIds.ben, level: 'Read' as const });

/** Ben may read the first deal with everything in it; then without its first contact, or without its next step. */
export const rights = {
  all: { ...closed, shares: [share(dealId), ...sharedRecords.Contact.map(share)] },
  record: { ...closed, shares: [share(dealId), ...sharedRecords.Contact.filter((id) => id !== contactId).map(share)] },
  field: {
    ...closed,
    shares: [share(dealId), ...sharedRecords.Contact.map(share)],
    profiles: { ...closed.profiles, rep: { fields: { 'Opportunity.NextStep': { read: false } } } },
  },
} satisfies Record<string, SharingSettings>;

const readBrief = async (gateway: CanaryGateway): Promise<ReadonlySet<string>> => {
  const client = gateway.as('ben');
  for (;;) {
    const answer = await client.get(revokedDeal);
    if (answer.status === 200) return findCanaries(await answer.text());
    if (answer.status !== 202) return new Set();
    await waitForJob(client, ((await answer.json()) as { jobId: string }).jobId);
  }
};

/** @returns seconds from the right taken away to the first brief without what it gave. */
export const timeRevocation = async (gateway: CanaryGateway, what: 'record' | 'field'): Promise<number> => {
  const { state } = gateway.salesforce;
  state.setSharing(rights.all);
  gateway.letAccessAge();
  const before = await readBrief(gateway);
  state.setSharing(rights[what]);
  const revokedAt = performance.now();
  const { readable } = await readAsViewer(gateway, 'ben');
  const gone = [...before].filter((canary) => !readable.has(canary));
  if (gone.length === 0) throw new Error(`what was taken away (${what}) was not in the brief`);
  for (;;) {
    const shown = await readBrief(gateway);
    if (gone.every((canary) => !shown.has(canary))) return (performance.now() - revokedAt) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
