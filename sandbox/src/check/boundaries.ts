import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const folders = ['shared/src', 'inference/src', 'gateway/src', 'sandbox/src'];

type Cruise = {
  summary: {
    totalCruised: number;
    totalDependenciesCruised: number;
    error: number;
    violations: { rule: { name: string }; from: string; to: string }[];
  };
};

const cruise = (): Cruise['summary'] => {
  const result = spawnSync('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!result.stdout) throw new Error(`dependency-cruiser printed nothing: ${result.stderr}`);
  return (JSON.parse(result.stdout) as Cruise).summary;
};

/**
 * Runs the import rules, after planting a violation to see that they still catch one: with a TypeScript it cannot
 * parse, dependency-cruiser sees no modules and passes.
 */
export const checkBoundaries = (): boolean => {
  const planted = 'gateway/src/platform/planted-violation.ts';
  writeFileSync(
    planted,
    "import { createApp } from '../routes/planted-target.ts';\nexport const planted = createApp;\n",
  );
  writeFileSync('gateway/src/routes/planted-target.ts', 'export const createApp = 1;\n');
  let seen: Cruise['summary'];
  try {
    seen = cruise();
  } finally {
    rmSync(planted);
    rmSync('gateway/src/routes/planted-target.ts');
  }
  if (!seen.violations.some((violation) => violation.from === planted)) {
    console.error('The planted violation was not found: the rules see nothing.');
    return false;
  }
  const { totalCruised, totalDependenciesCruised, violations } = cruise();
  console.log(`${totalCruised} modules, ${totalDependenciesCruised} dependencies; a planted violation was found`);
  for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
  return violations.length === 0 && totalCruised > 40;
};
