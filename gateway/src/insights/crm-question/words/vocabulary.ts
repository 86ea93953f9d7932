import type { CrmField, CrmObject, CrmSchema } from '../../../connectors/crm/crm-queries.ts';
import { plainLabel } from '../soql/resolve-path.ts';
import { type Country, countries } from './countries.ts';
import { fieldSynonyms, jobTitles, objectSynonyms, ownerSynonyms } from './synonyms.ts';
import { stem, wordsOf } from './tokens.ts';

export type FieldPlace = { object: string; field: string };
export type ValuePlace = FieldPlace & { value: string };

/** What a phrase can mean in this org, for this user. */
export type Meaning = {
  objects: string[];
  fields: FieldPlace[];
  values: ValuePlace[];
  isOwner: boolean;
  people: string[];
  country: Country | null;
  titles: readonly string[];
};

export type Vocabulary = {
  find(phrase: readonly string[]): Meaning | undefined;
  /** Words in the longest phrase. */
  longest: number;
  phrases(): Iterable<[string, Meaning]>;
};

/** Fields with rules of their own, or of no use in a question. */
const unspoken = new Set(['Id', 'IsDeleted', 'IsClosed', 'IsWon', 'SystemModstamp', 'CreatedById', 'LastModifiedById']);
/** Values that mean nothing without their field. */
const vague = new Set(['other', 'none', 'normal', 'new', 'open', 'closed', 'task', 'meeting', 'contact']);

/** Everything a question of this user may name, by phrase; words are compared without their plural's ending. */
export const createVocabulary = (schema: CrmSchema): Vocabulary => {
  const meanings = new Map<string, Meaning>();
  let longest = 1;

  const at = (phrase: string): Meaning | null => {
    const words = wordsOf(phrase).map(stem);
    if (words.length === 0) return null;
    longest = Math.max(longest, words.length);
    const key = words.join(' ');
    const known = meanings.get(key);
    if (known) return known;
    const fresh: Meaning = {
      objects: [],
      fields: [],
      values: [],
      isOwner: false,
      people: [],
      country: null,
      titles: [],
    };
    meanings.set(key, fresh);
    return fresh;
  };
  const addOnce = <Item>(items: Item[] | undefined, item: Item) => {
    if (items && !items.some((known) => JSON.stringify(known) === JSON.stringify(item))) items.push(item);
  };

  for (const object of schema.objects.values()) {
    if (object.name === 'User') continue;
    for (const phrase of objectPhrases(object)) addOnce(at(phrase)?.objects, object.name);
    for (const field of object.fields.values()) {
      if (unspoken.has(field.name)) continue;
      const place = { object: object.name, field: field.name };
      // A lookup is asked for by the object it leads to, an owner by the words below.
      if (field.type !== 'reference')
        for (const phrase of fieldPhrases(object, field)) addOnce(at(phrase)?.fields, place);
      for (const { value, label } of field.picklist)
        for (const phrase of [value, label])
          if (!vague.has(phrase.toLowerCase())) addOnce(at(phrase)?.values, { ...place, value });
    }
  }
  for (const phrase of ownerSynonyms.split('|')) {
    const meaning = at(phrase);
    if (meaning) meaning.isOwner = true;
  }
  for (const { name } of schema.people)
    for (const phrase of new Set([name, name.split(' ')[0] ?? name, name.split(' ').at(-1) ?? name]))
      addOnce(at(phrase)?.people, name);
  for (const [phrase, country] of countries) {
    const meaning = at(phrase);
    if (meaning) meaning.country = country;
  }
  for (const [phrase, titles] of Object.entries(jobTitles)) {
    const meaning = at(phrase);
    if (meaning) meaning.titles = titles;
  }
  return { longest, find: (phrase) => meanings.get(phrase.map(stem).join(' ')), phrases: () => meanings };
};

const objectPhrases = (object: CrmObject): string[] => [
  object.label,
  object.labelPlural,
  ...(objectSynonyms[object.name]?.split('|') ?? []),
];

const fieldPhrases = (object: CrmObject, field: CrmField): string[] => [
  plainLabel(field).replaceAll(/\([^)]*\)/g, ''),
  field.name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/ Id$/, ''),
  ...(fieldSynonyms[`${object.name}.${field.name}`]?.split('|') ?? []),
  ...(fieldSynonyms[field.name]?.split('|') ?? []),
];
