import { describe, expect, it } from 'vitest';
import type { OrgInspection } from '../connectors/crm/org-inspection.ts';
import { judgeInspection, judgeStreams } from './run-doctor.ts';

const origin = 'https://dealside.example';
const sound: OrgInspection = {
  objects: ['Account', 'Opportunity'],
  unreadableObjects: [],
  unreadableFields: [],
  insights: { isCreateable: true, unwritableFields: [] },
  permissionSets: [
    { name: 'Dealside_Rep', users: 12 },
    { name: 'Dealside_Admin', users: 1 },
  ],
  trustedOrigins: [origin],
  requests: { usedPercent: 12, isReadingHeld: false },
  silentObjects: [],
};
const judge = (change: Partial<OrgInspection>) =>
  judgeInspection({ ...sound, ...change }, origin).filter(({ state }) => state !== 'ok');

describe('judgeInspection', () => {
  it('finds nothing in an org where all is right, and says how much was looked at', () => {
    expect(judge({})).toEqual([]);
    expect(judgeInspection(sound, origin)).toContainEqual({ code: 'permission_sets', state: 'ok', values: ['13'] });
    expect(judgeInspection(sound, origin)).toContainEqual({ code: 'objects', state: 'ok', values: ['2'] });
  });

  it.each<[string, Partial<OrgInspection>, { code: string; state: string; values: string[] }]>([
    ['an object', { unreadableObjects: ['Event'] }, { code: 'objects', state: 'failed', values: ['Event'] }],
    [
      'a field',
      { unreadableFields: ['Contact.Email'] },
      { code: 'fields', state: 'attention', values: ['Contact.Email'] },
    ],
    ['the insight object', { insights: null }, { code: 'insights', state: 'failed', values: [] }],
    [
      'the right to create insights',
      { insights: { isCreateable: false, unwritableFields: [] } },
      { code: 'insights', state: 'failed', values: [] },
    ],
    [
      'a field of insights',
      { insights: { isCreateable: true, unwritableFields: ['Body__c'] } },
      { code: 'insights', state: 'attention', values: ['Body__c'] },
    ],
    [
      'a permission set',
      { permissionSets: [{ name: 'Dealside_Rep', users: null }] },
      { code: 'permission_sets', state: 'failed', values: ['Dealside_Rep'] },
    ],
    [
      'users of a permission set',
      { permissionSets: [{ name: 'Dealside_Rep', users: 0 }] },
      { code: 'permission_sets', state: 'attention', values: ['Dealside_Rep'] },
    ],
    ['a trusted URL', { trustedOrigins: [] }, { code: 'trusted_url', state: 'attention', values: [origin] }],
    [
      'the requests that reading needs',
      { requests: { usedPercent: 81, isReadingHeld: true } },
      { code: 'api_budget', state: 'attention', values: ['81'] },
    ],
    ['an event', { silentObjects: ['Task'] }, { code: 'change_events', state: 'attention', values: ['Task'] }],
  ])('names %s that is missing', (_what, change, expected) => {
    expect(judge(change)).toEqual([expected]);
  });

  it('calls unknown what the CRM does not tell', () => {
    const untold = judge({ permissionSets: null, trustedOrigins: null, silentObjects: null });
    expect(untold.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'permission_sets unknown',
      'trusted_url unknown',
      'change_events unknown',
    ]);
  });

  it('tells so many names and how many more there are', () => {
    const fields = Array.from({ length: 30 }, (_, index) => `Opportunity.Field${index}__c`);
    expect(judge({ unreadableFields: fields })[0]?.values).toHaveLength(9);
    expect(judge({ unreadableFields: fields })[0]?.values.at(-1)).toBe('+22');
  });
});

describe('judgeStreams', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const stream = (object: string, aliveAt: string | null, unsureSince: string | null = null) => ({
    object,
    aliveAt: aliveAt === null ? null : new Date(aliveAt),
    unsureSince: unsureSince === null ? null : new Date(unsureSince),
  });
  const alive = '2026-11-24T11:59:30Z';

  it.each([
    ['unknown', [], []],
    ['ok', [stream('Task', alive)], []],
    ['attention', [stream('Account', alive), stream('Task', null, '2026-11-24T11:50:00Z')], ['Task']],
    ['failed', [stream('Account', alive), stream('Task', '2026-11-24T11:00:00Z')], []],
    ['failed', [stream('Task', null)], []],
  ] as const)('is %s', (state, streams, values) => {
    expect(judgeStreams(streams, now)).toEqual({ code: 'live', state, values });
  });
});
