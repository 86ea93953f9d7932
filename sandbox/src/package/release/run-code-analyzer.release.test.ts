import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { apexClass, plantProject } from './plant-project.ts';
import { type AnalyzerFinding, runCodeAnalyzer } from './run-code-analyzer.ts';

const tools = inject('releaseTools');
const java = inject('java') ?? '';
const root = new URL('../../../../', import.meta.url);
const explanations = readFileSync(new URL('manifests/appexchange/findings.md', root), 'utf8');

/** Rows of the table: the rule in back quotes, its severity, why what it finds stands. */
const explained = new Map(
  [...explanations.matchAll(/^\| `([\w@./-]+:[\w@./-]+)` \| (\d) \| .{40,} \|$/gm)].map(([, rule = '', severity]) => [
    rule,
    Number(severity),
  ]),
);

// Without Java three of its engines cannot run; the set-up says so, and these are counted as skipped.
describe.skipIf(java === '')('Salesforce Code Analyzer', () => {
  let findings: AnalyzerFinding[];
  let engines: string[];
  let rules: number;

  beforeAll(async () => {
    ({ findings, engines, rules } = await runCodeAnalyzer({
      tools,
      java,
      project: fileURLToPath(new URL('salesforce', root)),
    }));
  });

  it('ran with all its engines', () => {
    expect(engines.sort()).toEqual(['cpd', 'eslint', 'pmd', 'regex', 'retire-js', 'sfge']);
    expect(rules).toBeGreaterThan(250);
  });

  it('finds nothing critical or high', () => {
    expect(findings.filter(({ severity }) => severity <= 2)).toEqual([]);
  });

  it('finds nothing that is not explained to the reviewer', () => {
    expect(findings.filter(({ rule }) => !explained.has(rule)).slice(0, 20)).toEqual([]);
  });

  it('explains nothing of weight that is not there any more, and no severity but its own', () => {
    const found = new Map(findings.map(({ rule, severity }) => [rule, severity]));
    const wrong = [...explained].filter(
      ([rule, severity]) => (found.get(rule) ?? (severity > 3 ? severity : 0)) !== severity,
    );
    expect(wrong).toEqual([]);
  });

  it('finds what is planted, with every engine', async () => {
    const planted = plantProject({
      ...apexClass(
        'Planted',
        `public class Planted {
    @AuraEnabled
    public static List<Account> find(String name) {
        return Database.query('SELECT Id, Name FROM Account WHERE Name = \\'' + name + '\\'');
    }
    @AuraEnabled
    public static void rename(Id accountId, String name) {
        Account found = [SELECT Id, Name FROM Account WHERE Id = :accountId];   
        found.Name = name;
        update found;
    }
}
`,
      ),
      'staticresources/old/jquery.js':
        '/*! jQuery v1.8.1 jquery.com | jquery.org/license */\nvar jQuery = function () {};\n',
      'lwc/planted/planted.js':
        "import { LightningElement } from 'lwc';\nexport default class Planted extends LightningElement {\n  connectedCallback() {\n    this.template.querySelector('p').innerHTML = document.title;\n    debugger;\n  }\n}\n",
      'lwc/planted/planted.html': '<template><p lwc:dom="manual"></p></template>\n',
    });
    try {
      const found = (await runCodeAnalyzer({ tools, java, project: planted })).findings;
      const engines = new Set(found.map(({ rule }) => rule.split(':')[0]));
      expect([...engines].sort()).toEqual(['eslint', 'pmd', 'regex', 'retire-js', 'sfge']);
      expect(found.filter(({ severity }) => severity <= 2).map(({ rule }) => rule)).toContain('pmd:ApexSOQLInjection');
    } finally {
      rmSync(planted, { recursive: true });
    }
  });
});
