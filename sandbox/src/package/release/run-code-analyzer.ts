import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTool } from './read-tools.ts';

type Rule = { getEngineName(): string; getName(): string; getSeverityLevel(): number };
type Violation = {
  getRule(): Rule;
  getMessage(): string;
  getPrimaryLocation(): { getFile(): string | undefined; getStartLine(): number | undefined };
};
type Rules = { getCount(): number; getEngineNames(): string[] };
type Workspace = object;
type Analyzer = {
  addEnginePlugin(plugin: object): Promise<void>;
  createWorkspace(paths: string[], targets: string[]): Promise<Workspace>;
  selectRules(selectors: string[], options: { workspace: Workspace }): Promise<Rules>;
  run(rules: Rules, options: { workspace: Workspace }): Promise<{ getViolations(): Violation[] }>;
};
type Core = {
  CodeAnalyzer: new (config: object) => Analyzer;
  CodeAnalyzerConfig: { fromObject(config: object): object };
};

export type AnalyzerFinding = {
  /** `pmd:ApexCRUDViolation` */
  rule: string;
  /** 1 critical, 2 high, 3 moderate, 4 low, 5 info. */
  severity: number;
  file: string;
  line: number;
  message: string;
};

const engines = ['pmd', 'eslint', 'regex', 'retirejs', 'sfge'] as const;
/** What AppExchange's security review asks for, and what Salesforce recommends for any code. */
const selectors = ['AppExchange', 'Security', 'Recommended'];

type Input = { tools: string; java: string; project: string };
type Report = { findings: AnalyzerFinding[]; rules: number; engines: string[] };

/**
 * Salesforce Code Analyzer over a project's package, without its unit tests of components, which are not packaged. The
 * answer to the same files, asked with the same tools in the same way, is kept.
 */
export const runCodeAnalyzer = async (input: Input): Promise<Report> => {
  const files = listTargets(input.project);
  const hash = createHash('sha256');
  for (const file of [join(input.tools, 'package-lock.json'), fileURLToPath(import.meta.url), ...files])
    hash.update(`${relative(input.project, file)}\n`).update(readFileSync(file));
  const kept = join(input.tools, `code-analyzer-${hash.digest('hex').slice(0, 16)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Report;
  const report = await analyze(input, files);
  writeFileSync(kept, JSON.stringify(report));
  return report;
};

const listTargets = (project: string): string[] =>
  readdirSync(join(project, 'force-app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__tests__'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const analyze = async (input: Input, targets: string[]): Promise<Report> => {
  const { CodeAnalyzer, CodeAnalyzerConfig } = readTool<Core>(input.tools, '@salesforce/code-analyzer-core');
  const java = { java_command: input.java };
  const analyzer = new CodeAnalyzer(
    CodeAnalyzerConfig.fromObject({
      config_root: input.project,
      log_folder: input.tools,
      engines: { pmd: java, cpd: java, sfge: { ...java, java_thread_count: 1 } },
    }),
  );
  for (const engine of engines) {
    const plugin = readTool<{ createEnginePlugin(): object }>(
      input.tools,
      `@salesforce/code-analyzer-${engine}-engine`,
    );
    await analyzer.addEnginePlugin(plugin.createEnginePlugin());
  }
  const workspace = await analyzer.createWorkspace([join(input.project, 'force-app')], targets);
  const rules = await analyzer.selectRules(selectors, { workspace });
  const results = await analyzer.run(rules, { workspace });
  return {
    rules: rules.getCount(),
    engines: rules.getEngineNames(),
    findings: results.getViolations().map((violation) => {
      const rule = violation.getRule();
      const place = violation.getPrimaryLocation();
      return {
        rule: `${rule.getEngineName()}:${rule.getName()}`,
        severity: rule.getSeverityLevel(),
        file: relative(input.project, place.getFile() ?? input.project),
        line: place.getStartLine() ?? 0,
        message: violation.getMessage(),
      };
    }),
  };
};
