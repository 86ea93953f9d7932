import type { Calendar } from '../calendar.ts';
import type { AccountScript, DealScript, PersonScript, ScriptItem, Stage } from '../deal-script.ts';
import type { TextCode } from '../phrases/phrase-bank.ts';
import type { Random } from '../random.ts';
import { type SellerKey, sellers } from '../users.ts';
import type { Conditions } from './conditions.ts';
import { fillSlots, type Scene } from './fill-phrase.ts';
import { writeHistory } from './write-history.ts';
import { type Words, writeBody, writeForward, writeNote, writeTurns } from './write-texts.ts';

const openStages: Stage[] = ['Discovery', 'Evaluation', 'Proposal', 'Negotiation'];
const buyerRoles = ['Economic Buyer', 'Decision Maker'];

/** One deal of the generated part: when which contact happened follows its conditions, the words come from its bank. */
export const generateDeal = (options: {
  key: string;
  split: DealScript['split'];
  name: string;
  account: AccountScript;
  currency: string;
  ownerKey: SellerKey;
  conditions: Conditions;
  codes: TextCode[];
  words: Words;
  /** Given for customers who write German now and then. */
  germanWords: Words | null;
}): DealScript => {
  const { key, split, account, conditions, ownerKey, words, germanWords } = options;
  const { random, calendar } = words;
  const created = -random.int(70, 235);
  const last = lastContactOf(random, calendar, conditions);
  const amount = random.int(8, 240) * 1000;
  const cast = castOf(random, account, conditions);
  const stage = conditions.isClosed ? random.pick<Stage>(['Closed Won', 'Closed Lost']) : random.pick(openStages);
  const monthAgo = calendar.offsetAtLeast(31);

  const peopleAt = (offset: number): string[] => {
    if (offset > monthAgo && conditions.isSingleThreaded) return [cast.lead];
    if (offset > monthAgo && conditions.hasNewContact) return [cast.lead, cast.newcomer];
    return [cast.lead, ...cast.others];
  };
  const personOf = (personKey: string): PersonScript =>
    account.people[personKey] ?? sellers[personKey as SellerKey] ?? sellers.helen;
  const scene = (offset: number, speaker: string, listener: string): Scene => {
    const known = peopleAt(offset).concat(cast.others);
    const someone = known.find((other) => other !== speaker && other !== listener) ?? cast.extra;
    return {
      offset,
      speaker: personOf(speaker),
      listener: personOf(listener),
      other: personOf(someone),
      colleague: random.pick([sellers.helen, ownerKey === 'sam' ? sellers.jonas : sellers.sam]),
      company: account.name,
      amount,
      currency: options.currency,
    };
  };

  const theirCodes = options.codes.filter((code) => code !== 'commitment_ours');
  const ourCodes = options.codes.filter((code) => code === 'commitment_ours');
  const items: ScriptItem[] = [];
  let threads = 0;
  const time = () => `${String(random.int(7, 16)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}`;

  const addExchange = (offset: number, isLast: boolean) => {
    threads += 1;
    const who = random.pick(peopleAt(offset));
    const spoken = germanWords && random.chance(0.6) ? germanWords : words;
    const subject = fillSlots(random.pick(spoken.distractors.subjects), {
      ...spoken,
      scene: scene(offset, ownerKey, who),
    });
    const thread = `t${threads}`;
    const mail = (at: number, clock: string, from: string, to: string, codes: TextCode[], below?: string) =>
      items.push({
        kind: 'mail',
        at: calendar.at(at, clock),
        from,
        to: [to],
        subject,
        thread,
        body: writeBody(spoken, scene(at, from, to), from === ownerKey ? 'ours' : 'theirs', codes),
        ...(below ? { below } : {}),
      });
    const below = random.chance(0.1)
      ? writeForward(words, scene(offset, who, ownerKey))
      : random.chance(0.15)
        ? random.pick(words.distractors.disclaimers)
        : undefined;
    if (isLast && conditions.isUnanswered) {
      mail(offset, time(), who, ownerKey, ['open_ask', ...theirCodes.splice(0, 1)], below);
      return;
    }
    if (random.chance(0.5)) mail(offset, `07:${random.int(10, 59)}`, ownerKey, who, ourCodes.splice(0, 1));
    mail(offset, `11:${random.int(10, 59)}`, who, ownerKey, theirCodes.splice(0, random.int(1, 2)), below);
    mail(offset, `15:${random.int(10, 59)}`, ownerKey, who, ourCodes.splice(0, 1));
  };
  const addCall = (offset: number) => {
    const them = peopleAt(offset).slice(0, 2);
    items.push({
      kind: 'call',
      at: calendar.at(offset, `${random.int(8, 15)}:00`.padStart(5, '0')),
      title: random.pick(words.distractors.callTitles),
      format: random.chance(0.8) ? 'vtt' : 'txt',
      turns: writeTurns(words, {
        us: ownerKey,
        them,
        sceneOf: (speaker) => scene(offset, speaker, speaker === ownerKey ? (them[0] ?? cast.lead) : ownerKey),
        codes: [...theirCodes.splice(0, 2), ...ourCodes.splice(0, 1)],
        length: random.int(7, 20),
      }),
    });
  };
  const addMeeting = (offset: number) =>
    items.push({
      kind: 'meeting',
      at: calendar.at(offset, `${String(random.int(8, 15)).padStart(2, '0')}:30`),
      minutes: random.pick([30, 45, 60, 90]),
      subject: random.pick(words.distractors.meetingSubjects),
      description:
        offset > 0
          ? random.pick(words.distractors.meetingNotes)
          : writeNote(words, scene(offset, ownerKey, cast.lead), words.distractors.meetingNotes),
      attendees: [ownerKey, ...(offset > 0 ? [cast.lead] : peopleAt(offset))],
    });
  const addTask = (offset: number, isOpen: boolean) =>
    items.push({
      kind: 'task',
      createdAt: calendar.at(offset, time()),
      due: calendar.day(isOpen ? random.int(1, 8) : offset + 2).iso,
      status: isOpen ? 'Not Started' : 'Completed',
      subject: fillSlots(random.pick(words.distractors.taskSubjects), {
        ...words,
        scene: scene(offset, ownerKey, cast.lead),
      }),
      description: isOpen
        ? random.pick(words.distractors.taskNotes)
        : writeNote(words, scene(offset, ownerKey, cast.lead), words.distractors.taskNotes),
      with: cast.lead,
    });

  const steps = random.int(6, 8);
  const offsets = spread(random, created, last, steps);
  const kinds = random.shuffle(['mail', 'mail', 'mail', 'mail', 'call', 'call', 'meeting', 'mail'] as const);
  for (const [index, offset] of offsets.entries()) {
    const isLast = index === offsets.length - 1;
    const kind = isLast ? 'mail' : kinds[index % kinds.length];
    if (kind === 'mail') addExchange(offset, isLast);
    if (kind === 'call') addCall(offset);
    if (kind === 'meeting') addMeeting(offset);
    if (random.chance(0.3) && !isLast) addTask(offset, false);
  }
  // Who is active in the last month is settled by one mail to each of them.
  if (!conditions.isSilent && !conditions.isSingleThreaded && !conditions.isClosed)
    for (const [index, who] of peopleAt(last).slice(0, 2).entries()) {
      const at = last - 1 - index;
      if (at > monthAgo) addMailTo({ at, who, index });
    }
  function addMailTo({ at, who, index }: { at: number; who: string; index: number }) {
    items.push({
      kind: 'mail',
      at: calendar.at(at, `09:${random.int(10, 59)}`),
      from: ownerKey,
      to: [who],
      subject: fillSlots(random.pick(words.distractors.subjects), { ...words, scene: scene(at, ownerKey, who) }),
      thread: `n${index}`,
      body: writeBody(words, scene(at, ownerKey, who), 'ours', ourCodes.splice(0, 1)),
    });
  }
  for (const code of [...theirCodes.splice(0), ...ourCodes.splice(0)]) {
    const at = Math.min(last - 3, created + random.int(2, 20));
    const who = random.pick(peopleAt(at));
    const isOurs = code === 'commitment_ours';
    const ends: [string, string] = isOurs ? [ownerKey, who] : [who, ownerKey];
    threads += 1;
    const subject = fillSlots(random.pick(words.distractors.subjects), { ...words, scene: scene(at, ...ends) });
    const mail = (clock: string, from: string, to: string, codes: TextCode[]): ScriptItem => ({
      kind: 'mail',
      at: calendar.at(at, clock),
      from,
      to: [to],
      subject,
      thread: `t${threads}`,
      body: writeBody(words, scene(at, from, to), from === ownerKey ? 'ours' : 'theirs', codes),
    });
    items.push(mail(`10:${random.int(10, 59)}`, ...ends, [code]));
    if (!isOurs) items.push(mail(`14:${random.int(10, 59)}`, ownerKey, who, []));
  }
  if (!conditions.isClosed && !conditions.lacksMeeting) addMeeting(random.int(1, 12));
  if (!conditions.isClosed && !conditions.lacksNextStep && random.chance(0.6)) addTask(last, true);

  const crm = writeHistory({
    random,
    calendar,
    conditions,
    created,
    last,
    stage,
    amount,
    distractors: words.distractors,
  });
  return {
    key,
    split,
    isCareful: false,
    account,
    ownerKey,
    name: options.name,
    stage,
    currency: options.currency,
    createdAt: calendar.at(created, '08:05'),
    description: null,
    type: random.pick(['New Business', 'New Business', 'Existing Business', 'Renewal']),
    roles: cast.roles,
    items,
    ...crm,
  };
};

const lastContactOf = (
  random: Random,
  calendar: Calendar,
  { isSilent, isSingleThreaded, isUnanswered, isClosed }: Conditions,
): number => {
  if (isClosed) return -random.int(6, 60);
  // Silent and yet one person within the month: between the two limits.
  if (isSilent) return isSingleThreaded ? calendar.offsetAtLeast(24) : calendar.offsetAtLeast(random.int(33, 60));
  return isUnanswered ? calendar.offsetAtLeast(random.int(4, 12)) : -random.int(1, 6);
};

type Cast = { lead: string; others: string[]; newcomer: string; extra: string; roles: Record<string, string> };

const castOf = (random: Random, account: AccountScript, { lacksBuyer }: Conditions): Cast => {
  const keys = random.shuffle(Object.keys(account.people));
  const [lead = '', second = '', newcomer = '', extra = newcomer] = keys;
  const roleOf = (key: string) => key.replace(/\d+$/, '');
  const isBuyer = (role: string) => buyerRoles.includes(role);
  const roles: Record<string, string> = {};
  for (const key of [lead, second]) {
    const role = roleOf(key);
    roles[key] = lacksBuyer && isBuyer(role) ? 'Business User' : role;
  }
  if (!lacksBuyer && !Object.values(roles).some(isBuyer)) roles[second] = random.pick(buyerRoles);
  return { lead, others: [second], newcomer, extra, roles };
};

/** Days of contact from the first to the last, none twice. */
const spread = (random: Random, first: number, last: number, count: number): number[] => {
  const gap = (last - first) / count;
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? last : Math.round(first + gap * index + random.int(1, Math.max(1, Math.floor(gap) - 4))),
  );
};
