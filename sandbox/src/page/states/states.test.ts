import { answerSchema, crmWriteSchema, evidenceInContextSchema, getBrief, writePreviewSchema } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { readNorthwind, replyInState, states } from './states.ts';

const now = new Date('2027-03-02T09:00:00.000Z');

describe('the states the panel is looked at in', () => {
  it('answer as the contracts say', () => {
    const northwind = readNorthwind(now);
    answerSchema.parse(northwind.answer);
    crmWriteSchema.parse(northwind.write);
    writePreviewSchema.parse(northwind.preview);
    evidenceInContextSchema.parse(northwind.mailInContext);
    evidenceInContextSchema.parse(northwind.callInContext);
    const briefs = Object.keys(states).flatMap((name) => {
      const reply = replyInState(
        name,
        { method: 'GET', path: '/v1/records/salesforce/Opportunity/1/brief', body: null },
        now,
      );
      return reply?.status === 200 ? [getBrief.responses[200].parse(JSON.parse(reply.body))] : [];
    });
    expect(briefs.length).toBeGreaterThanOrEqual(6);
  });

  it('move their times to now', () => {
    const { brief } = readNorthwind(now).briefView;
    expect(now.getTime() - Date.parse(brief.madeAt)).toBe(12_000);
    expect(brief.closeDate).toBe('2027-03-22');
  });
});
