import type { CrmAnswer, CrmColumn } from '../domain/crm-answer.ts';
import type { Reading } from './print-brief.ts';
import { fill } from './words.ts';

export type CrmAnswerView = {
  /** How the question was understood, and how many rows there are. */
  reading: string;
  count: string;
  /** Said where something was not read by rules alone. */
  notice: string | null;
  columns: { key: string; label: string; isNumber: boolean }[];
  rows: {
    key: string;
    /** The record the row leads to. */
    recordId: string | null;
    cells: { key: string; label: string; text: string; isNumber: boolean; isFirst: boolean }[];
  }[];
  refusal: { sentence: string; examples: string[] } | null;
  query: string | null;
};

export const printCrmAnswer = (reading: Reading, answer: CrmAnswer): CrmAnswerView => {
  const { words } = reading;
  const columns = answer.columns.map(({ name, label, type }) => ({ key: name, label, isNumber: isNumeric(type) }));
  return {
    reading: answer.reading ?? '',
    count: printCount(reading, answer),
    notice: answer.madeBy.mode === 'model' ? words.crmByModel : null,
    columns,
    rows: answer.rows.map(({ record, currency, values }, place) => ({
      key: record?.id ?? `row-${place}`,
      recordId: record?.id ?? null,
      cells: answer.columns.map((column, index) => ({
        key: column.name,
        label: column.label,
        text: printCell(reading, column, values[index] ?? null, currency),
        isNumber: isNumeric(column.type),
        isFirst: index === 0,
      })),
    })),
    refusal: answer.refused && { sentence: answer.refused.sentence, examples: answer.refused.examples },
    query: answer.query,
  };
};

const isNumeric = (type: CrmColumn['type']): boolean => type === 'number' || type === 'money' || type === 'percent';

const printCount = ({ words }: Reading, { rows, totalRows, hasMore }: CrmAnswer): string => {
  if (totalRows === 0) return words.crmNoRows;
  if (hasMore) return fill(words.crmRowsMore, rows.length, totalRows);
  return totalRows === 1 ? words.crmOneRow : fill(words.crmManyRows, totalRows);
};

const printCell = (
  { words, formats, now }: Reading,
  { type, name }: CrmColumn,
  value: string | number | boolean | null,
  currency: string | null,
): string => {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? words.crmYes : words.crmNo;
  if (typeof value === 'number') {
    if (type === 'money') return formats.money(value, currency);
    if (type === 'percent') return `${formats.money(value, null)} %`;
    // A year is no amount: 2026, not 2,026.
    return name.startsWith('expr') && value >= 1900 && value < 2100 ? String(value) : formats.money(value, null);
  }
  if (type === 'date') return formats.date(value, now);
  return type === 'date_time' ? formats.dateTime(value, now) : value;
};
