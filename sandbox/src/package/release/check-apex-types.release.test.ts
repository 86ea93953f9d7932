import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { checkApexTypes } from './check-apex-types.ts';
import { apexClass, plantProject } from './plant-project.ts';

const tools = inject('releaseTools');
const java = inject('java') ?? '';
const project = fileURLToPath(new URL('../../../../salesforce', import.meta.url));

// Without Java apex-ls cannot run; the set-up says so, and these are counted as skipped.
describe.skipIf(java === '')('the types of the Apex classes', () => {
  it('hold', () => {
    expect(checkApexTypes({ tools, java, project })).toEqual([]);
  });

  it('do not hold where a method, a field or an object is not there', () => {
    const planted = plantProject(
      apexClass(
        'Planted',
        `public with sharing class Planted {
    public static Integer read(Account account) {
        String name = account.Naame;
        List<Dealside_Thing__c> things = new List<Dealside_Thing__c>();
        return name.lenght();
    }
}
`,
      ),
    );
    try {
      const issues = checkApexTypes({ tools, java, project: planted }).join('\n');
      expect(issues).toMatch(/Naame/);
      expect(issues).toMatch(/Dealside_Thing__c/);
    } finally {
      rmSync(planted, { recursive: true });
    }
  });
});
