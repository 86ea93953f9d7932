import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { findTool } from './read-tools.ts';

const reportSchema = z.object({
  files: z.array(z.object({ path: z.string(), messages: z.array(z.object({ message: z.string() })) })),
});

/**
 * Types of the Apex classes, held against Salesforce's library and the objects of the project (apex-ls, which comes with
 * Code Analyzer's PMD). It does not look at the fields that a SOQL query selects.
 */
export const checkApexTypes = (input: { tools: string; java: string; project: string }): string[] => {
  const library = join(dirname(findTool(input.tools, '@salesforce/code-analyzer-pmd-engine')), 'java-lib');
  const { status, stdout, stderr } = spawnSync(
    input.java,
    [
      // A short run gains nothing from the second compiler.
      ...[
        '-XX:TieredStopAtLevel=1',
        '-cp',
        `${library}/*`,
        'io.github.apexdevtools.apexls.CheckForIssues',
        '--workspace',
        input.project,
      ],
      ...['--nocache', '--detail', 'warnings', '--format', 'json'],
    ],
    { encoding: 'utf8', timeout: 100_000 },
  );
  // 4: there are issues.
  if (status !== 0 && status !== 4) throw new Error(`apex-ls ended with ${status}: ${stderr.slice(-2_000)}`);
  const report = reportSchema.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
  return report.files.flatMap(({ path, messages }) => messages.map(({ message }) => `${path}: ${message}`));
};
