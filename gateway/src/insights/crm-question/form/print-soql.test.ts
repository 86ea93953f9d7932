import { parseQuery } from '@jetstreamapp/soql-parser-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmCondition, CrmForm, CrmValue } from './crm-form.ts';
import { printSoql, quoteSoql } from './print-soql.ts';

const form = (part: Partial<CrmForm>): CrmForm => ({
  ...{ object: 'Opportunity', columns: ['Name'], where: [], aggregate: null, groupBy: [], orderBy: null, limit: null },
  ...part,
});
const types: Record<string, string> = { CreatedDate: 'datetime', Competitors__c: 'multipicklist' };
const print = (part: Partial<CrmForm>) => printSoql(form(part), (_, path) => types[path] ?? 'string');
const where = (path: string, operator: '=' | '<=' | '!=' | 'contains', ...values: CrmValue[]) =>
  print({ where: [{ kind: 'compare', path, operator, values }] }).replace(/^.* WHERE (.*) LIMIT 2000$/, '$1');

/** What SOQL takes a quoted text for (SOQL Reference, "Quoted String Escape Sequences"). */
const unquote = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replaceAll(/\\(.)/gs, (_, escaped: string) => ({ n: '\n', r: '\r', t: '\t' })[escaped] ?? escaped);

describe('printSoql', () => {
  it('prints values as SOQL writes them', () => {
    expect(where('Name', '=', { is: 'text', text: 'O\'Hara\\ & "Sons"' })).toBe(`Name = 'O\\'Hara\\\\ & "Sons"'`);
    expect(where('Name', 'contains', { is: 'text', text: '50% _x' })).toBe("Name LIKE '%50\\% \\_x%'");
    expect(where('Amount', '<=', { is: 'number', number: 1e21 })).toBe('Amount <= 1000000000000000000000');
    expect(where('Amount', '=', { is: 'number', number: 0.1 + 0.2 })).toBe('Amount = 0.3');
    expect(where('CloseDate', '=', { is: 'span', literal: 'LAST_N_DAYS', count: 14 })).toBe(
      'CloseDate = LAST_N_DAYS:14',
    );
    expect(where('CloseDate', '<=', { is: 'day', day: '2026-12-31' })).toBe('CloseDate <= 2026-12-31');
    expect(where('CreatedDate', '<=', { is: 'day', day: '2026-12-31' })).toBe('CreatedDate <= 2026-12-31T23:59:59Z');
    expect(where('StageName', '!=', { is: 'text', text: 'A' }, { is: 'text', text: 'B' })).toBe(
      "StageName NOT IN ('A', 'B')",
    );
    expect(where('Competitors__c', '=', { is: 'text', text: 'A' }, { is: 'text', text: 'B' })).toBe(
      "Competitors__c INCLUDES ('A', 'B')",
    );
    expect(where('NextStep', '=', { is: 'nothing' })).toBe('NextStep = null');
  });

  it('puts brackets where AND meets OR', () => {
    const one: CrmCondition = { kind: 'compare', path: 'A', operator: '=', values: [{ is: 'nothing' }] };
    expect(print({ where: [one, { kind: 'any', conditions: [one, { kind: 'all', conditions: [one, one] }] }] })).toBe(
      'SELECT Name FROM Opportunity WHERE A = null AND (A = null OR (A = null AND A = null)) LIMIT 2000',
    );
  });

  it('gives a total without groups no limit, and others theirs', () => {
    expect(print({ aggregate: { of: 'SUM', path: 'Amount' } })).toBe('SELECT SUM(Amount) FROM Opportunity');
    expect(
      print({ aggregate: { of: 'COUNT', path: null }, groupBy: [{ path: 'StageName', part: null }], limit: 3 }),
    ).toBe(
      'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY StageName ORDER BY COUNT(Id) DESC NULLS LAST LIMIT 3',
    );
  });

  it('escapes any text so that it is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const soql = `SELECT Id FROM Account WHERE Name = ${quoteSoql(text)}`;
        const parsed = parseQuery(soql);
        const condition = parsed.where?.left;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
        const kept = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029]/g, '');
        expect(condition && 'value' in condition ? unquote(String(condition.value)) : null).toBe(kept);
      }),
      { numRuns: 300 },
    );
  });
});
