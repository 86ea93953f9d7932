import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Brief, signalCodes } from '../domain/brief.ts';
import { errorCodes } from '../errors/error-codes.ts';
import { createView } from './create-view.ts';
import { germanWords } from './german-words.ts';
import { englishWords } from './words.ts';

const fixture = JSON.parse(
  readFileSync(new URL('../../../salesforce/test/fixtures/northwind.json', import.meta.url), 'utf8'),
);
const brief: Brief = fixture.briefView.brief;
const now = new Date(fixture.asOf);
const view = createView({ words: englishWords, locale: 'en-GB', timeZone: 'UTC' });
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('ages', () => {
  it.each([
    [0, '0 s'],
    [12_000, '12 s'],
    [59_999, '59 s'],
    [minute, '1 min'],
    [40 * minute, '40 min'],
    [hour, '1 h'],
    [day - 1, '23 h'],
    [3 * day, '3 d'],
    [59 * day, '59 d'],
    [130 * day, '4 mo'],
    [-5 * minute, '0 s'],
  ])('%i ms ago is %s', (ms, text) => {
    expect(view.formats.age(ago(ms), now)).toBe(text);
  });

  it('are in the reader’s language', () => {
    const { formats } = createView({ words: germanWords, locale: 'de-DE' });
    expect([minute, 2 * hour, 3 * day].map((ms) => formats.age(ago(ms), now))).toEqual(['1 Min.', '2 Std.', '3 Tg.']);
  });
});

describe('German words', () => {
  it('have the places for values that the English ones have', () => {
    const placesOf = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
    for (const [key, text] of Object.entries(englishWords))
      expect(placesOf(germanWords[key as keyof typeof englishWords]), key).toEqual(placesOf(text));
  });

  it('say what went wrong', () => {
    expect(createView({ words: germanWords }).error('timed_out').sentence).toBe(
      'Das hat zu lange gedauert. Versuchen Sie es noch einmal.',
    );
  });
});

describe('money and dates', () => {
  it('writes money in the locale, in whole units, and without a currency as a number', () => {
    expect(view.formats.money(84_000, 'EUR')).toBe('€84,000');
    expect(createView({ words: englishWords, locale: 'de-DE' }).formats.money(84_000, 'EUR')).toBe('84.000\u00a0€');
    expect(view.formats.money(84_000.4, null)).toBe('84,000');
    expect(view.formats.money(1_000, 'not a currency')).toBe('1,000');
  });

  it('keeps a calendar day in every time zone and names the year when it is another', () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const { formats } = createView({ words: englishWords, locale: 'en-GB', timeZone });
      expect(formats.date('2026-12-14', now)).toBe('14 Dec');
    }
    expect(view.formats.date('2027-01-02', now)).toBe('2 Jan 2027');
  });

  it('says when someone looked: a time, a weekday, a date', () => {
    expect(view.formats.day(ago(2 * hour), now)).toBe('13:00');
    expect(view.formats.day(ago(3 * day), now)).toBe('Sat');
    expect(view.formats.day(ago(20 * day), now)).toBe('4 Nov');
  });

  it('writes places in a call', () => {
    expect(view.formats.clock(247_000)).toBe('4:07');
    expect(view.formats.clock(3_750_000)).toBe('1:02:30');
  });
});

describe('a brief', () => {
  it('has title, stage, amount, close date, state and freshness', () => {
    expect(view.header(brief, now)).toMatchObject({
      title: 'Northwind renewal',
      subtitle: 'Negotiation · €84,000 · closes 14 Dec',
      state: { label: 'At risk (3 signals)', tone: 'error' },
      freshness: [
        { text: 'CRM 12 s', gap: null },
        { text: 'mail 40 s', gap: null },
        { text: 'calls 3 min', gap: 'calls: something is missing' },
      ],
    });
  });

  it('leaves out what is not known', () => {
    expect(view.header({ ...brief, amount: null, stage: null, closeDate: null }, now).subtitle).toBe('');
    const unread = view.header({ ...brief, freshness: [{ source: 'mail', at: null, hasGap: false }] }, now);
    expect(unread.freshness[0]?.text).toBe('mail not read yet');
  });

  it('counts signals only where there is something to act on', () => {
    expect(view.header({ ...brief, risks: brief.risks.slice(0, 1) }, now).state.label).toBe('At risk (1 signal)');
    expect(view.header({ ...brief, state: 'closed_won' }, now).state.label).toBe('Closed won');
  });

  it('sets new changes apart from earlier ones', () => {
    const keys = (lastViewedAt: string | null) =>
      view.sections(brief, lastViewedAt, now).map(({ key, title, insights }) => `${key}: ${title} ${insights.length}`);
    expect(keys('2026-11-20T08:00:00.000Z').slice(0, 2)).toEqual([
      'changes: Since you looked (Fri) 1',
      'earlier: Earlier changes (1) 1',
    ]);
    expect(keys(null)[0]).toBe('changes: Recent changes 2');
    expect(keys(now.toISOString())[0]).toBe('changes: Recent changes 2');
  });

  it('leaves out an empty section', () => {
    const empty = { ...brief, changes: [], risks: [], nextSteps: [], asks: [], facts: [] };
    expect(view.sections(empty, null, now)).toEqual([]);
  });
});

describe('a claim', () => {
  const [price] = brief.risks;
  const overdue = brief.nextSteps[1];
  if (!price || !overdue) throw new Error('the fixture lost its claims');

  it('says how sure it is in a word, the number on demand', () => {
    const claim = view.claim(price, brief.evidence, now);
    expect(claim.notes).toEqual(['certain', '7 d ago']);
    expect(claim.confidence.detail).toBe('certain: 91 % sure');
  });

  it.each([
    [0.85, 'certain'],
    [0.849, 'likely'],
    [0.6, 'likely'],
    [0.599, 'unsure'],
  ])('calls %f %s', (confidence, word) => {
    expect(view.claim({ ...price, confidence }, brief.evidence, now).confidence.word).toBe(word);
  });

  it('says who and by when, and what is overdue', () => {
    const claim = view.claim(overdue, brief.evidence, now);
    expect(claim.notes).toEqual(['likely', 'Dana Reyes', 'was due 23 Nov']);
    expect(claim.isOverdue).toBe(true);
    expect(view.claim({ ...overdue, due: '2026-11-24' }, brief.evidence, now).isOverdue).toBe(false);
  });

  it('leaves out a citation that could open nothing', () => {
    expect(view.claim({ ...price, cites: [3, 99] }, brief.evidence, now).cites.map(({ number }) => number)).toEqual([
      3,
    ]);
  });
});

describe('evidence and people', () => {
  it('heads a call with its speaker and minute', () => {
    const call = brief.evidence[2];
    if (!call) throw new Error('the fixture lost its call');
    expect(view.evidence(call, now)).toMatchObject({ kind: 'Call', byline: 'Priya Raman · 17 Nov, 14:00 · at 18:07' });
  });

  it.each([
    [null, 'empty'],
    ['', 'empty'],
    ['2026-12-14', '14 Dec'],
    ['84000', '84,000'],
    ['90', '90'],
    ['Negotiation', 'Negotiation'],
    ['2026-11-24T14:30:00.000Z', '24 Nov, 14:30'],
    [
      '[{"id":"1","kind":"mail","title":"Board paper","quote":"A yes or a no."}]',
      'Mail, Board paper: “A yes or a no.”',
    ],
    ['[{broken', '[{broken'],
  ])('prints the field value %s as %s', (value, text) => {
    expect(view.fieldValue(value, now)).toBe(text);
  });

  it('draws recent contact further to the right', () => {
    const [priya, tom, , han] = brief.people.map((person) => view.person(person, now));
    expect(priya).toMatchObject({ initials: 'PR', contact: '3 d ago', isRecent: true });
    expect(tom?.recency ?? 1).toBeLessThan(priya?.recency ?? 0);
    expect(han).toMatchObject({ contact: 'no contact seen', recency: null });
  });
});

describe('a source that is not all there', () => {
  const print = (change: Partial<Brief['freshness'][number]>) =>
    view.header({ ...brief, freshness: [{ source: 'mail', at: ago(40_000), hasGap: false, ...change }] }, now)
      .freshness[0];

  it.each([
    [{ at: null, reason: 'being_read' }, 'mail being read now', null],
    [{ at: null, reason: 'not_set_up' }, 'no mail handed in', null],
    [{ at: null, reason: null }, 'mail not read yet', null],
    [{ hasGap: true, reason: 'missed' }, 'mail 40 s', 'mail: some changes were missed and are being read again'],
    [{ at: ago(2 * hour), hasGap: true, reason: 'behind' }, 'mail 2 h', 'mail: nothing could be read for 2 h'],
    [{ hasGap: true }, 'mail 40 s', 'mail: something is missing'],
  ] as const)('%j', (change, text, gap) => {
    expect(print(change)).toMatchObject({ text, gap });
  });
});

describe('accounts, contacts and leads', () => {
  it('says of a deal what it is, how it stands and why', () => {
    const deal = view.deal(
      {
        record: brief.record,
        name: 'Renewal',
        stage: 'Negotiation',
        amount: 84_000,
        currency: 'EUR',
        closeDate: '2026-12-14',
        state: 'at_risk',
        role: 'Champion',
        why: { text: 'Legal review slipped.', cites: [1, 99] },
      },
      brief.evidence,
      now,
    );
    expect(deal).toMatchObject({
      subtitle: 'Champion · Negotiation · €84,000 · closes 14 Dec',
      state: { label: 'At risk', tone: 'error' },
      why: 'Legal review slipped.',
    });
    expect(deal.cites.map(({ number }) => number)).toEqual([1]);
  });

  it('says from which deal a claim comes', () => {
    const [claim] = brief.nextSteps;
    if (!claim) throw new Error('the fixture lost its steps');
    const about = { record: brief.record, name: 'Renewal' };
    expect(view.claim({ ...claim, about }, brief.evidence, now).notes).toContain('in Renewal');
  });

  it('has a word for every state, and shows none of tomorrow', () => {
    for (const [state, label] of [
      ['no_open_deals', 'No open deals'],
      ['waiting_for_us', 'Waiting for us'],
      ['quiet', 'Quiet'],
      ['in_touch', 'In touch'],
      ['not_contacted', 'Not contacted yet'],
      ['converted', 'Converted'],
      ['unqualified', 'Unqualified'],
    ] as const)
      expect(view.header({ ...brief, state }, now).state.label).toBe(label);
    const tomorrow = { ...brief, state: 'of_tomorrow' as Brief['state'] };
    expect(view.header(tomorrow, now).state.label).toBe('Nothing to go on yet');
  });
});

describe('the map of people', () => {
  it('draws a line a pair, and says the same in words', () => {
    const map = view.peopleMap(brief.people, now);
    expect(map?.ours.map(({ name }) => name)).toEqual(['Dana Reyes', 'Sam Osei', 'Leo Brandt']);
    expect(map?.theirs.map(({ name }) => name)).toEqual(['Priya Raman', 'Tom Okafor', 'Lucía Ferrer']);
    expect(map?.lines).toHaveLength(5);
    expect(map?.lines[0]).toMatchObject({ weight: 3, isRecent: true });
    expect(map?.text).toContain('Dana Reyes with Priya Raman, 11 interactions; Sam Osei with Priya Raman');
    for (const { y } of [...(map?.ours ?? []), ...(map?.theirs ?? [])]) expect(y).toBeLessThan(map?.rows ?? 0);
  });

  it('is none where nobody was in touch', () => {
    expect(
      view.peopleMap(
        brief.people.map(({ with: _with, ...person }) => person),
        now,
      ),
    ).toBeNull();
  });
});

describe("today's list", () => {
  it('names the kind of signal, when it was due, and how often it helped', () => {
    const { items, budget, heldBack, muted } = view.attention(fixture.attention, now);
    expect(items.map(({ notes }) => notes)).toEqual([
      'price · 7 d ago · found helpful 9 of 11 times',
      'our promise · was due 23 Nov',
      'unanswered mail · 3 d ago · found helpful 14 of 17 times',
    ]);
    expect(items[0]?.subtitle).toBe('Northwind Traders · Negotiation · €84,000 · closes 14 Dec');
    expect(budget).toBe('3 of at most 7 today');
    expect(heldBack).toBe('2 more can wait until tomorrow.');
    expect(muted).toContain('no meeting booked (found helpful 2 of 12 times)');
  });

  it('says that there was nothing, or no deal to look at', () => {
    const empty = { ...fixture.attention, items: [], heldBack: 0, muted: [] };
    expect(view.attention(empty, now)).toMatchObject({
      heldBack: null,
      muted: null,
      empty: 'Your 14 open deals were looked at.',
    });
    expect(view.attention({ ...empty, looked: 0 }, now).empty).toBe('You own no open deal.');
  });

  it('has a name for every kind of signal that can call', () => {
    const [item] = fixture.attention.items;
    for (const code of [...signalCodes.risk, ...signalCodes.next_step]) {
      const list = { ...fixture.attention, items: [{ ...item, precision: { code, helpful: 0, total: 0 } }] };
      expect(view.attention(list, now).items[0]?.notes).not.toContain('_');
    }
  });
});

describe('answers and errors', () => {
  it('says that nothing was found, and where it looked', () => {
    const answer = view.answer({ ...fixture.answer, outcome: 'no_evidence', sentences: [] }, now);
    expect(answer).toMatchObject({
      sentences: [],
      notice: 'Nothing found that answers this.',
      searched: 'Looked at 42 passages: mail, call, field.',
    });
  });

  it('says how a follow-up was read, and when it could not be', () => {
    const answer = { ...fixture.answer, understoodAs: 'What did they say about price?' };
    expect(view.answer(answer, now).understood).toBe('Read as: What did they say about price?');
    const unclear = { ...fixture.answer, outcome: 'unclear', sentences: [], choices: ['Tom', 'Priya'] };
    expect(view.answer(unclear, now)).toMatchObject({
      notice: 'That could mean more than one: Tom, Priya. Which one?',
      searched: '',
    });
    expect(view.answer({ ...unclear, choices: [] }, now).notice).toContain('no answer above');
  });

  it('has the sentence of every code, and one for codes of tomorrow', () => {
    for (const [code, { sentence, retryable }] of Object.entries(errorCodes)) {
      expect(view.error(code)).toEqual({ sentence, isRetryable: retryable });
    }
    expect(view.error('of_tomorrow').sentence).toBe(errorCodes.internal.sentence);
    expect(view.error('toString').sentence).toBe(errorCodes.internal.sentence);
  });

  it('explains where a brief comes from', () => {
    const rows = Object.fromEntries(view.why(brief, now).map(({ label, value }) => [label, value]));
    expect(rows).toMatchObject({
      'Made by': 'smollm2-135m-instruct',
      'Prompt version': 'brief-3',
      Evidence: '8 pieces, each opens its source',
      Made: '24 Nov, 14:59, in 6.4 s',
    });
    expect(rows.Checked).toContain('2 claims did not hold');
  });
});

describe('words', () => {
  it('are short enough for a custom label and fill only known places', () => {
    for (const [key, text] of Object.entries(englishWords)) {
      expect(text.length, key).toBeLessThan(1_000);
      expect(text.match(/\{(?!\d\})/g), key).toBeNull();
    }
  });
});
