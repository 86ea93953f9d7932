import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

type Counts = { passed: number; failed: number; skipped: number };
type Suite = { name: string; run: (reportFile: string) => Counts };

const reports = resolve('.dealside/reports');
const python = resolve('.dealside/venv/bin/python');

const execute = (file: string, args: string[], cwd = process.cwd()): number => {
  const { status } = spawnSync(file, args, { stdio: 'inherit', cwd });
  return status ?? 1;
};

/** Reads the JSON report that vitest and Jest share; a run that ends badly with no failed test counts as one failure. */
const readJestReport = (reportFile: string, exitCode: number): Counts => {
  try {
    const report = JSON.parse(readFileSync(reportFile, 'utf8'));
    const failedSuites = report.testResults.filter(
      (suite: { status: string; assertionResults: unknown[] }) =>
        suite.status === 'failed' && suite.assertionResults.length === 0,
    ).length;
    const failed = report.numFailedTests + failedSuites;
    return {
      passed: report.numPassedTests,
      failed: exitCode !== 0 && failed === 0 ? 1 : failed,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const vitest = (project: string): Suite => ({
  name: `vitest: ${project}`,
  run: (reportFile) => {
    const exitCode = execute('vitest', [
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ]);
    return readJestReport(reportFile, exitCode);
  },
});

const lwcJest: Suite = {
  name: 'Jest: Lightning Web Components',
  run: (reportFile) => {
    const exitCode = execute(
      'sfdx-lwc-jest',
      ['--', '--coverage', '--coverageReporters=text-summary', '--json', `--outputFile=${reportFile}`],
      resolve('salesforce'),
    );
    return readJestReport(reportFile, exitCode);
  },
};

const pytest: Suite = {
  name: 'pytest: embedded Qdrant server and model conversion',
  run: (reportFile) => {
    const exitCode = execute(python, [
      '-m',
      'pytest',
      '-q',
      `--junitxml=${reportFile}`,
      'sandbox/services',
      'inference',
    ]);
    try {
      const suite = /<testsuite [^>]*>/.exec(readFileSync(reportFile, 'utf8'))?.[0] ?? '';
      const read = (name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
      const failed = read('errors') + read('failures');
      const skipped = read('skipped');
      return { passed: read('tests') - failed - skipped, failed: exitCode !== 0 && failed === 0 ? 1 : failed, skipped };
    } catch {
      return { passed: 0, failed: 1, skipped: 0 };
    }
  },
};

const suites: Suite[] = [
  vitest('unit'),
  lwcJest,
  pytest,
  vitest('release'),
  vitest('integration'),
  vitest('with-model'),
  vitest('e2e'),
];
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? suites : suites.filter(({ name }) => wanted.some((word) => name.includes(word)));

mkdirSync(reports, { recursive: true });
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const [index, suite] of chosen.entries()) {
  console.log(`\n── ${index + 1}/${chosen.length} ${suite.name}`);
  const startedAt = performance.now();
  const reportFile = resolve(reports, `suite-${index}`);
  rmSync(reportFile, { force: true });
  const counts = suite.run(reportFile);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  lines.push(
    `${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  );
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
