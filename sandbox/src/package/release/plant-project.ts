import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project of its own with these files under `force-app/main/default`, for showing that a check finds what is wrong. */
export const plantProject = (files: Readonly<Record<string, string>>): string => {
  const project = mkdtempSync(join(tmpdir(), 'dealside-planted-'));
  writeFileSync(
    join(project, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' }),
  );
  for (const [file, text] of Object.entries(files)) {
    const path = join(project, 'force-app/main/default', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return project;
};

export const apexClass = (name: string, text: string): Record<string, string> => ({
  [`classes/${name}.cls`]: text,
  [`classes/${name}.cls-meta.xml`]: `<?xml version="1.0" encoding="UTF-8"?>
<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>63.0</apiVersion><status>Active</status></ApexClass>
`,
});
