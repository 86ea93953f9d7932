import type { Person } from '../domain/brief.ts';
import { printPerson, type Reading } from './print-brief.ts';
import { fill } from './words.ts';

/** Rows and columns as a widget draws them, in its own units: a row is 1 high, the width runs from 0 to 1. */
export type PeopleMap = {
  ours: { key: string; name: string; initials: string; y: number }[];
  theirs: { key: string; name: string; initials: string; note: string; y: number; isRecent: boolean }[];
  lines: { key: string; from: number; to: number; weight: 1 | 2 | 3; isRecent: boolean }[];
  rows: number;
  /** The same in words, for who does not see it. */
  text: string;
};

const mostPeople = 8;
const mostOfOurs = 6;

/**
 * Who has been in touch with whom: our side on the left, theirs on the right, a line a pair, thicker the more they met.
 * Null when nothing is known that could be drawn.
 */
export const drawPeople = (reading: Reading, people: readonly Person[]): PeopleMap | null => {
  const { words } = reading;
  const met = people.filter((person) => (person.with ?? []).length > 0).slice(0, mostPeople);
  const counts = new Map<string, number>();
  for (const person of met)
    for (const { name, interactions } of person.with ?? []) counts.set(name, (counts.get(name) ?? 0) + interactions);
  const names = [...counts]
    .sort((left, right) => right[1] - left[1])
    .slice(0, mostOfOurs)
    .map(([name]) => name);
  if (names.length === 0) return null;
  const rows = Math.max(names.length, met.length);
  const place = (index: number, of: number): number => ((index + 0.5) * rows) / of;
  const printed = met.map((person) => ({ person, view: printPerson(reading, person) }));
  const pairs = printed.flatMap(({ person, view }, to) =>
    (person.with ?? []).flatMap(({ name, interactions }) => {
      const from = names.indexOf(name);
      return from < 0 ? [] : [{ from, to, name, person: person.name, interactions, isRecent: view.isRecent }];
    }),
  );
  return {
    rows,
    ours: names.map((name, index) => ({
      key: `o${index}`,
      name,
      initials: initialsOf(name),
      y: place(index, names.length),
    })),
    theirs: printed.map(({ view }, index) => ({
      key: `t${index}`,
      name: view.name,
      initials: view.initials,
      note: [view.role, view.contact].filter(Boolean).join(' · '),
      y: place(index, met.length),
      isRecent: view.isRecent,
    })),
    lines: pairs.map(({ from, to, interactions, isRecent }) => ({
      key: `${from}-${to}`,
      from: place(from, names.length),
      to: place(to, met.length),
      weight: interactions >= 10 ? 3 : interactions >= 3 ? 2 : 1,
      isRecent,
    })),
    text: fill(
      words.peopleMapText,
      pairs
        .map(({ name, person, interactions }) =>
          fill(
            words.peopleMapPair,
            name,
            person,
            interactions === 1 ? words.oneInteraction : fill(words.manyInteractions, interactions),
          ),
        )
        .join('; '),
    ),
  };
};

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .filter((_letter, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();
