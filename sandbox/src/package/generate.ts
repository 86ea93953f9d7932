import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateFieldMap, listRecordFiles, recordFolder } from './generate-field-map.ts';
import { generateManifest, manifestFile } from './generate-manifest.ts';

// Part of `npm run generate -w salesforce`: the records of the field map, then the manifest that names them too.
const records = generateFieldMap();
for (const file of listRecordFiles()) if (!records.has(file)) rmSync(join(recordFolder, file));
for (const [file, content] of records) writeFileSync(join(recordFolder, file), content);
writeFileSync(manifestFile, generateManifest());
