import { describe, expect, it } from 'vitest';
import type { DealFacts, DealFieldChange } from '../../deal-facts.ts';
import { callOf, contactOf, factsOf, mailOf, meetingOf } from '../../fixtures/facts.ts';
import { findCrmSignals } from './find-crm-signals.ts';

let changes = 0;
const changeOf = (field: string, from: string | null, to: string | null, at: string): DealFieldChange => ({
  id: `change-${changes++}`,
  field,
  label: { closeDate: 'Close date', stage: 'Stage', amount: 'Amount', nextStep: 'Next step' }[field] ?? field,
  oldValue: from,
  newValue: to,
  at: new Date(at),
  byName: 'Maya Lindqvist',
});

/** Nothing is wrong: a meeting ahead, two people in touch, all mail answered. */
const healthy = (): Partial<DealFacts> => ({
  interactions: [
    mailOf({ text: 'How long does the set-up take?', at: '2026-11-18T09:00:00Z', thread: 'a' }),
    mailOf({ text: 'Two weeks.', at: '2026-11-18T15:00:00Z', direction: 'outbound', thread: 'a' }),
    callOf({ at: '2026-11-19T10:00:00Z', turns: [['Tom Becker', 'We tested the import.']] }),
    meetingOf({ at: '2026-11-30T10:00:00Z' }),
  ],
});

const find = (facts: DealFacts) => findCrmSignals(facts).filter(({ kind }) => kind === 'risk');
const sentenceOf = (facts: DealFacts, code: string) => find(facts).find((one) => one.code === code)?.sentence ?? null;

describe('findCrmSignals', () => {
  it('finds no risk in a healthy deal', () => {
    expect(find(factsOf(healthy())).map(({ code }) => code)).toEqual([]);
  });

  it('says when the close date passed', () => {
    const facts = factsOf({ ...healthy(), deal: { closeDate: '2026-11-14' } });
    expect(sentenceOf(facts, 'close_date_passed')).toBe(
      'Close date 14 Nov passed 10 days ago and the deal is still in Negotiation.',
    );
  });

  it('counts how often the close date was pushed, not when it was pulled in', () => {
    const history = [
      changeOf('closeDate', '2026-12-01', '2026-11-15', '2026-09-20T00:00:00Z'),
      changeOf('closeDate', '2026-11-15', '2026-11-30', '2026-09-25T12:00:00Z'),
      changeOf('closeDate', '2026-11-30', '2026-12-14', '2026-11-10T12:00:00Z'),
    ];
    expect(sentenceOf(factsOf({ ...healthy(), history }), 'close_date_pushed')).toBe(
      'Close date moved from 30 Nov to 14 Dec, the second push in 60 days.',
    );
    const earlier = factsOf({ ...healthy(), history: history.slice(0, 1) });
    expect(sentenceOf(earlier, 'close_date_pushed')).toBeNull();
  });

  it('cites a field with its whole history', () => {
    const history = [changeOf('closeDate', '2026-11-30', '2026-12-14', '2026-11-10T12:00:00Z')];
    const [evidence] =
      find(factsOf({ ...healthy(), history })).find(({ code }) => code === 'close_date_pushed')?.evidence ?? [];
    expect(evidence?.locator).toMatchObject({
      type: 'field',
      field: 'closeDate',
      value: '2026-12-14',
      history: [{ from: '2026-11-30', to: '2026-12-14', by: 'Maya Lindqvist' }],
    });
  });

  it('says how long the stage has stood', () => {
    const history = [changeOf('stage', 'Proposal', 'Negotiation', '2026-10-01T12:00:00Z')];
    expect(sentenceOf(factsOf({ ...healthy(), history }), 'stage_stalled')).toBe('In Negotiation for 54 days.');
    expect(sentenceOf(factsOf(healthy()), 'stage_stalled')).toBeNull();
  });

  it('says by how much the amount fell, unless it came back', () => {
    const history = [changeOf('amount', '100000', '84000', '2026-11-05T12:00:00Z')];
    expect(sentenceOf(factsOf({ ...healthy(), history }), 'amount_decreased')).toBe(
      'Amount cut from €100,000 to €84,000 (−16 %) on 5 Nov.',
    );
    expect(sentenceOf(factsOf({ ...healthy(), history, deal: { amount: 100_000 } }), 'amount_decreased')).toBeNull();
  });

  it('misses a next step only when no task is open either', () => {
    const facts = factsOf({ ...healthy(), deal: { nextStep: ' ' } });
    expect(sentenceOf(facts, 'no_next_step')).not.toBeNull();
    const task = { ...meetingOf({ at: '2026-11-20T10:00:00Z' }), kind: 'task' as const, meta: { isOpen: true } };
    expect(sentenceOf({ ...facts, interactions: [...facts.interactions, task] }, 'no_next_step')).toBeNull();
  });

  it('misses a meeting ahead and says when the last one was', () => {
    const facts = factsOf({ interactions: [meetingOf({ at: '2026-11-12T10:00:00Z' })] });
    expect(sentenceOf(facts, 'no_meeting_booked')).toBe('No meeting is booked; the last one was on 12 Nov.');
  });

  it('hears silence after three weeks, and cites the last contact', () => {
    const facts = factsOf({ interactions: [mailOf({ text: 'We look at it next week.', at: '2026-11-01T10:00:00Z' })] });
    expect(sentenceOf(facts, 'silence')).toBe(
      'No mail, call or meeting for 23 days; the last was a mail from Priya Shah on 1 Nov.',
    );
    const mail = (at: string) => factsOf({ interactions: [mailOf({ text: 'We look at it next week.', at })] });
    expect(sentenceOf(mail('2026-11-04T10:00:00Z'), 'silence')).toBeNull();
  });

  it('sees that all contact runs over one person', () => {
    const facts = factsOf({ interactions: [mailOf({ text: 'All good from here.' })] });
    expect(sentenceOf(facts, 'single_threaded')).toContain('Priya Shah');
    expect(sentenceOf(factsOf(healthy()), 'single_threaded')).toBeNull();
  });

  it('misses an economic buyer once the deal is qualified', () => {
    const contacts = [contactOf({ name: 'Tom Becker', role: 'Evaluator' })];
    expect(sentenceOf(factsOf({ ...healthy(), contacts }), 'no_economic_buyer')).not.toBeNull();
    expect(
      sentenceOf(factsOf({ ...healthy(), contacts, deal: { stage: 'Qualification' } }), 'no_economic_buyer'),
    ).toBeNull();
  });

  it('finds a question that nobody answered, by mail or by voice', () => {
    const asked = mailOf({
      text: 'Can you send the contract?',
      at: '2026-11-18T10:00:00Z',
      title: 'Contract',
      thread: 'b',
    });
    expect(sentenceOf(factsOf({ interactions: [asked] }), 'unanswered_mail')).toBe(
      'Priya Shah\'s mail "Contract" of 18 Nov is unanswered for 6 days.',
    );
    const answers = [
      mailOf({ text: 'Attached.', at: '2026-11-19T10:00:00Z', direction: 'outbound', thread: 'b' }),
      callOf({ at: '2026-11-19T10:00:00Z', turns: [['Priya Shah', 'Thanks for calling.']] }),
    ];
    for (const answer of answers)
      expect(sentenceOf(factsOf({ interactions: [asked, answer] }), 'unanswered_mail')).toBeNull();
    const told = mailOf({ text: 'The report is in the folder.', at: '2026-11-18T10:00:00Z' });
    expect(sentenceOf(factsOf({ interactions: [told] }), 'unanswered_mail')).toBeNull();
  });

  it('gives a weekend no working days', () => {
    const friday = mailOf({ text: 'Can you call me?', at: '2026-11-20T18:00:00Z' });
    const at = (asOf: string) =>
      sentenceOf(factsOf({ interactions: [friday], asOf: new Date(asOf) }), 'unanswered_mail');
    expect(at('2026-11-23T20:00:00Z')).toBeNull();
    expect(at('2026-11-24T20:00:00Z')).not.toBeNull();
  });

  it('tells two people with one name apart by their address', () => {
    const contacts = [
      contactOf({ name: 'Anna Weber', email: 'anna.weber@northwind.example' }),
      {
        ...contactOf({ name: 'Anna Weber', email: 'a.weber2@northwind.example' }),
        record: { system: 'salesforce' as const, type: 'Contact', id: '003000000000002AAA' },
      },
    ];
    const from = (email: string) => ({
      ...mailOf({ text: 'Fine.', from: 'Anna Weber' }),
      meta: { direction: 'inbound' as const, from: { name: 'Anna Weber', email } },
    });
    const facts = factsOf({
      contacts,
      interactions: [from('anna.weber@northwind.example'), from('a.weber2@northwind.example')],
    });
    expect(sentenceOf(facts, 'single_threaded')).toBeNull();
  });

  it('says nothing of risks in a closed deal, but what changed', () => {
    const history = [changeOf('stage', 'Negotiation', 'Closed Lost', '2026-11-20T12:00:00Z')];
    const facts = factsOf({ history, deal: { isClosed: true, stage: 'Closed Lost', nextStep: null } });
    expect(findCrmSignals(facts).map(({ code, sentence }) => [code, sentence])).toEqual([
      ['stage_changed', 'Stage Negotiation → Closed Lost.'],
    ]);
  });

  it('lists the changes of the last 30 days, newest first, each with its own evidence', () => {
    const history = [
      changeOf('closeDate', '2026-11-30', '2026-12-07', '2026-10-01T12:00:00Z'),
      changeOf('closeDate', '2026-12-07', '2026-12-14', '2026-11-10T12:00:00Z'),
      changeOf('nextStep', 'Demo', 'Legal review', '2026-11-12T12:00:00Z'),
    ];
    const found = findCrmSignals(factsOf({ ...healthy(), history })).filter(({ kind }) => kind === 'change');
    expect(found.map(({ sentence }) => sentence)).toContain('Close date 7 Dec → 14 Dec.');
    expect(found.map(({ code }) => code)).toEqual(['new_contact', 'field_changed', 'close_date_changed']);
    expect(new Set(found.map(({ evidence }) => evidence[0].id)).size).toBe(found.length);
  });
});
