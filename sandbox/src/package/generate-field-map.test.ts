import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateFieldMap, listRecordFiles, recordFolder } from './generate-field-map.ts';

describe('the field map that comes with the package', () => {
  const files = generateFieldMap();

  it('says exactly what the gateway reads', () => {
    expect(listRecordFiles().sort(), 'run `npm run generate -w salesforce`').toEqual([...files.keys()].sort());
    for (const [file, content] of files) expect(readFileSync(join(recordFolder, file), 'utf8'), file).toBe(content);
  });

  it('keeps to the lengths of Salesforce', () => {
    for (const file of files.keys()) expect(file.split('.')[1]?.length, file).toBeLessThanOrEqual(40);
  });
});
