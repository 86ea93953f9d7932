import { describe, expect, it } from 'vitest';
import { addReport, emptyReport } from './add-report.ts';

const skips = (count: number) => Array.from({ length: count }, (_, number) => ({ source: `s${number}`, reason: 'x' }));

describe('addReport', () => {
  it('adds counts and names what was skipped', () => {
    const total = emptyReport();
    addReport(total, { ...emptyReport(), read: 2, stored: 1, skipped: skips(1) });
    addReport(total, { ...emptyReport(), read: 3, unchanged: 3 });
    expect(total).toEqual({ ...emptyReport(), read: 5, stored: 1, unchanged: 3, skipped: skips(1) });
  });

  it('names two hundred and counts the others', () => {
    const total = emptyReport();
    addReport(total, { ...emptyReport(), skipped: skips(150) });
    addReport(total, { ...emptyReport(), skipped: skips(150), skippedMore: 7 });
    addReport(total, { ...emptyReport(), skipped: skips(5) });
    expect(total.skipped).toHaveLength(200);
    expect(total.skippedMore).toBe(112);
  });
});
