import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateView } from './generate-view.ts';

describe('what is generated for the Salesforce project', async () => {
  const files = [...(await generateView())];

  it.each(files)('%s is current', (file, content) => {
    expect(readFileSync(file, 'utf8'), `${relative('.', file)}: run \`npm run generate -w salesforce\``).toBe(content);
  });
});
