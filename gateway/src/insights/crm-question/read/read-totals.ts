import type { CrmField } from '../../../connectors/crm/crm-queries.ts';
import { isNumeric } from '../soql/check-scope.ts';
import { resolvePath } from '../soql/resolve-path.ts';
import type { Chunk } from './chunk.ts';
import { after, before, type Clause, type Draft, isWord, mainOf, pathOf, unused, unusedWords, use } from './draft.ts';

type Group = Draft['groupBy'][number];
type Part = NonNullable<Group['part']>;

const units: readonly [RegExp, Part][] = [
  [/^(?:month|months|monthly|monat|monate|monatlich)$/, 'CALENDAR_MONTH'],
  [/^(?:quarter|quarters|quarterly|quartal|quartale)$/, 'CALENDAR_QUARTER'],
  [/^(?:year|years|yearly|annually|jahr|jahre|jahrlich)$/, 'CALENDAR_YEAR'],
];
const unitOf = (chunk: Chunk | undefined): Part | null =>
  units.find(([pattern]) => pattern.test(chunk?.norm ?? ''))?.[1] ?? null;

/** "by stage", "per rep", "monthly", before clauses are found: an object here is what rows are put together by. */
export type Dimension = { at: number; of: Chunk };

export const findDimensions = (draft: Draft): Dimension[] => {
  const dimensions: Dimension[] = [];
  const add = (at: number, next: number) => {
    const of = draft.chunks[next];
    if (of) dimensions.push({ at: next, of });
    use(draft, at, next);
  };
  const isDimension = (place: number | null): place is number => {
    const chunk = place === null ? undefined : draft.chunks[place];
    if (!chunk) return false;
    return unitOf(chunk) !== null || chunk.is === 'object' || (chunk.is === 'field' && !isMeasurable(draft, chunk));
  };
  for (const at of unusedWords(draft, 'per', 'by')) {
    // "by account manager Tom", "every deal": nothing to group.
    let next = after(draft, at);
    const isEach = /^(?:each|every)$/.test(draft.chunks[at]?.norm ?? '');
    if (!isDimension(next) || (isEach && isOnlyObject(draft, next))) continue;
    add(at, next);
    for (;;) {
      const join: number | null = next === null ? null : after(draft, next);
      const more: number | null = isWord(draft, join, 'and') ? after(draft, join ?? 0) : null;
      if (join === null || !isDimension(more)) break;
      add(join, more);
      next = more;
    }
  }
  const head = findHead(draft);
  if (head !== null) add(head, head);
  for (const [at, chunk] of draft.chunks.entries())
    if (/^(?:monthly|quarterly|yearly|annually|monatlich|jahrlich)$/.test(chunk.norm) && !draft.used[at]) add(at, at);
  return dimensions;
};

/** "which reps have the most open deals": of each rep. */
const findHead = (draft: Draft): number | null => {
  const head = draft.chunks.findIndex((chunk) => chunk.is === 'field' && chunk.isOwner);
  const object = draft.chunks.findIndex((chunk) => chunk.is === 'object');
  const link = draft.chunks.findIndex((_, at) => at > head && isWord(draft, at, 'with'));
  return head >= 0 && !draft.used[head] && link > head && link < object ? head : null;
};

const isOnlyObject = (draft: Draft, at: number): boolean =>
  draft.chunks[at]?.is === 'object' && draft.chunks.filter((chunk) => chunk.is === 'object').length === 1;

/** Amounts and dates are sorted by, not grouped by. */
const isMeasurable = (draft: Draft, chunk: Extract<Chunk, { is: 'field' }>): boolean =>
  !chunk.isOwner &&
  chunk.fields.some(({ object, field }) => {
    const described = draft.schema.objects.get(object)?.fields.get(field);
    return described !== undefined && (isNumeric(described) || isDate(described));
  });

export const isDate = ({ type }: CrmField): boolean => type === 'date' || type === 'datetime';

export const fieldAt = (draft: Draft, clause: Clause, path: string): CrmField | null => {
  const object = draft.schema.objects.get(clause.queried);
  return object ? (resolvePath(draft.schema, object, path)?.field ?? null) : null;
};

/** The field whose sums and sizes an object is known by. */
export const defaultNumber = (draft: Draft, clause: Clause): string | null =>
  pathOf(draft, clause, [{ object: 'Opportunity', field: 'Amount' }]) ??
  (clause.object === 'Account' ? pathOf(draft, clause, [{ object: 'Account', field: 'AnnualRevenue' }]) : null);

const defaultDates: Readonly<Record<string, string>> = {
  Opportunity: 'CloseDate',
  Task: 'ActivityDate',
  Event: 'ActivityDate',
};
/** Deals, tasks and meetings are known by a date; of others only the day of creation is. */
export const hasOwnDate = ({ object }: Clause): boolean => object in defaultDates;

export const defaultDate = (draft: Draft, clause: Clause): string | null =>
  pathOf(draft, clause, [{ object: clause.object, field: defaultDates[clause.object] ?? 'CreatedDate' }]);

/** Groups, totals, order and number of rows. False when something to group or total by is not there. */
export const readTotals = (draft: Draft, dimensions: readonly Dimension[]): boolean => {
  const main = mainOf(draft);
  readAggregate(draft, main);
  if (!dimensions.every(({ of }) => addGroup(draft, main, of))) return false;
  readOrder(draft, main);
  if (draft.groupBy.length > 0) draft.aggregate ??= { of: 'COUNT', path: null };
  for (const at of unusedWords(draft, 'mostOf')) {
    if (draft.groupBy.length === 0) continue;
    use(draft, at);
    draft.limit = dimensions.some(({ of }) => /s$/.test(of.norm)) ? 10 : 1;
  }
  return true;
};

const addGroup = (draft: Draft, main: Clause, of: Chunk): boolean => {
  const part = unitOf(of);
  if (part) {
    const path = defaultDate(draft, main);
    if (path === null) return false;
    // Months of one year may stand alone; of several, the year tells them apart.
    if (part !== 'CALENDAR_YEAR') draft.groupBy.push({ path, part: 'CALENDAR_YEAR' });
    draft.groupBy.push({ path, part });
    return true;
  }
  const path = groupPath(draft, main, of);
  if (path === null || fieldAt(draft, main, path)?.isGroupable !== true) return false;
  draft.groupBy.push({ path, part: null });
  return true;
};

const groupPath = (draft: Draft, main: Clause, of: Chunk): string | null => {
  if (of.is === 'field') return of.isOwner ? ownerPath(draft, main) : pathOf(draft, main, of.fields);
  if (of.is !== 'object') return null;
  const nameField = draft.schema.objects.get(of.object)?.nameField ?? 'Name';
  return of.object === main.object ? null : pathOf(draft, main, [{ object: of.object, field: nameField }]);
};

export const ownerPath = (draft: Draft, clause: Clause): string | null => {
  const owner = pathOf(draft, clause, [{ object: clause.object, field: 'OwnerId' }]);
  const path = owner?.replace(/OwnerId$/, 'Owner.Name') ?? null;
  return path !== null && fieldAt(draft, clause, path) ? path : null;
};

const readAggregate = (draft: Draft, main: Clause): void => {
  const counts = unusedWords(draft, 'count');
  const sums = unusedWords(draft, 'sum');
  const averages = unusedWords(draft, 'average');
  if (counts.length + sums.length + averages.length === 0) return;
  const of = averages.length > 0 ? 'AVG' : counts.length > 0 ? 'COUNT' : 'SUM';
  const [at = 0] = of === 'AVG' ? averages : sums;
  const field = of === 'COUNT' ? null : numericFieldNear(draft, main, at);
  const path = of === 'COUNT' ? null : (field?.path ?? defaultNumber(draft, main));
  // A total of what has no sum is how many there are, but of deals whose amounts are hidden it is nothing.
  const isCount = of === 'COUNT' || (of === 'SUM' && main.object !== 'Opportunity');
  if (path === null && !isCount) return;
  for (const place of [...counts, ...sums, ...averages]) {
    const previous = before(draft, place);
    use(draft, place, isWord(draft, previous, 'by') ? previous : null);
  }
  use(draft, field?.at ?? null);
  draft.aggregate = path === null || of === 'COUNT' ? { of: 'COUNT', path: null } : { of, path };
};

const numericFieldNear = (draft: Draft, main: Clause, at: number): { at: number; path: string } | null => {
  const near = unused(draft, 'field')
    .filter((field) => field.at > at - 3 && field.at < at + 6)
    .toSorted(
      (left, right) => Number(left.at < at) - Number(right.at < at) || Math.abs(left.at - at) - Math.abs(right.at - at),
    );
  for (const { at: place, chunk } of near) {
    const path = pathOf(draft, main, chunk.fields);
    const field = path === null ? null : fieldAt(draft, main, path);
    if (path !== null && field && isNumeric(field)) return { at: place, path };
  }
  return null;
};

const readOrder = (draft: Draft, main: Clause): void => {
  const words = unusedWords(draft, 'most', 'least', 'newest', 'oldest', 'soonest', 'sortedBy', 'by');
  for (const at of words) {
    const next = after(draft, at);
    const isSort = isWord(draft, at, 'sortedBy', 'by');
    const field = orderField(draft, main, at, isSort ? next : null);
    if (isSort) {
      if (!field || (next !== null && draft.chunks[next]?.is !== 'field')) continue;
      use(draft, at, field.at);
      const said = field.at === null ? null : after(draft, field.at);
      const isTold = isWord(draft, said, 'descending', 'ascending');
      if (isTold) use(draft, said);
      draft.orderBy ??= { path: field.path, isDescending: isTold ? isWord(draft, said, 'descending') : !field.isDate };
      continue;
    }
    const limit = limitNear(draft, at);
    if (draft.groupBy.length > 0 && limit === null && isWord(draft, at, 'most', 'least') && field) {
      use(draft, at, field.at);
      draft.aggregate = { of: isWord(draft, at, 'most') ? 'MAX' : 'MIN', path: field.path };
      continue;
    }
    if (!field) continue;
    use(draft, at, field.at, limit?.at ?? null);
    draft.orderBy = { path: field.path, isDescending: isWord(draft, at, 'most', 'newest') };
    draft.limit = limit?.limit ?? (isOne(draft, at) ? 1 : 10);
    if (!limit && draft.limit === 10) draft.notes.push('the first 10, as no number was given');
  }
};

const orderField = (
  draft: Draft,
  main: Clause,
  at: number,
  next: number | null,
): { path: string; at: number | null; isDate: boolean } | null => {
  const toField = (place: number | null) => {
    const chunk = place === null ? undefined : draft.chunks[place];
    const path =
      chunk?.is === 'field' ? (chunk.isOwner ? ownerPath(draft, main) : pathOf(draft, main, chunk.fields)) : null;
    const field = path === null ? null : fieldAt(draft, main, path);
    return path !== null && field?.isSortable ? { path, at: place, isDate: isDate(field) } : null;
  };
  if (isWord(draft, at, 'sortedBy', 'by')) return toField(next);
  if (isWord(draft, at, 'newest', 'oldest', 'soonest')) {
    const said = toField(after(draft, at));
    if (said?.isDate) return said;
    const field = isWord(draft, at, 'soonest') ? 'CloseDate' : 'CreatedDate';
    const path = pathOf(draft, main, [{ object: main.object, field }]);
    return path === null ? null : { path, at: null, isDate: true };
  }
  // "top 5 deals by probability", "highest probability", else what the object is known by.
  const by = unusedWords(draft, 'by', 'sortedBy').find((place) => toField(after(draft, place)) !== null);
  if (by !== undefined) {
    use(draft, by);
    return toField(after(draft, by));
  }
  const said = toField(after(draft, at));
  const isNumber = said && fieldAt(draft, main, said.path);
  if (said && isNumber && isNumeric(isNumber)) return said;
  const path = defaultNumber(draft, main);
  return path === null ? null : { path, at: null, isDate: false };
};

const limitNear = (draft: Draft, at: number): { at: number; limit: number } | null => {
  for (const place of [after(draft, at), before(draft, at)]) {
    const chunk = place === null ? undefined : draft.chunks[place];
    if (
      place !== null &&
      chunk?.is === 'number' &&
      !chunk.isMoney &&
      !chunk.isPercent &&
      Number.isInteger(chunk.number) &&
      chunk.number > 0 &&
      chunk.number <= 2000
    )
      return { at: place, limit: chunk.number };
  }
  return null;
};

/** "the biggest deal", not "the biggest deals". */
const isOne = (draft: Draft, at: number): boolean => {
  const object = draft.chunks.slice(at + 1, at + 4).find((chunk) => chunk.is === 'object');
  return object !== undefined && !/(?:s|n|en|people)$/.test(object.norm) && object.norm !== 'pipeline';
};
