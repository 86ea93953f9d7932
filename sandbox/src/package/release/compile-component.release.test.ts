import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { packageFolder } from '../metadata/validate-package.ts';
import { compileComponent } from './compile-component.ts';
import { plantProject } from './plant-project.ts';

const tools = inject('releaseTools');
const folder = join(packageFolder, 'lwc');
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the compiler of the platform', () => {
  it.each(names)('takes %s', async (name) => {
    expect(await compileComponent(tools, join(folder, name))).toEqual([]);
  });

  it.each([
    [
      'a computed expression in a template',
      '<template><p>{first + second}</p></template>',
      'export default class Planted extends LightningElement {}',
    ],
    [
      'a wire on a getter',
      '<template></template>',
      "import { wire } from 'lwc';\nimport call from '@salesforce/apex/DealsideGateway.call';\nexport default class Planted extends LightningElement { @wire(call, {}) get planted() { return 1; } }",
    ],
  ])('refuses %s', async (_what, html, script) => {
    const project = plantProject({
      'lwc/planted/planted.html': html,
      'lwc/planted/planted.js': `import { LightningElement } from 'lwc';\n${script}\n`,
    });
    try {
      expect(await compileComponent(tools, join(project, 'force-app/main/default/lwc/planted'))).not.toEqual([]);
    } finally {
      rmSync(project, { recursive: true });
    }
  });
});
