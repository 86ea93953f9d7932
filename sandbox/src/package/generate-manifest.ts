import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPackage } from './metadata/read-package.ts';
import { packageFolder } from './metadata/validate-package.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const manifestFile = join(root, 'manifests/appexchange/package.xml');

/** Parts of an object, which a manifest names with their object. */
const parts = new Set(['CustomField', 'ListView', 'CompactLayout']);
const folders = { ReportFolder: 'Report', DashboardFolder: 'Dashboard' } as const;

/** The manifest of everything in the package, as `package.xml` lists it. */
export const generateManifest = (): string => {
  const { sourceApiVersion } = JSON.parse(readFileSync(join(root, 'salesforce/sfdx-project.json'), 'utf8'));
  const members = readPackage(packageFolder).files.map(({ path, name, root: { name: type } }) => {
    if (type in folders) return [folders[type as keyof typeof folders], name.split('/').at(-1)] as const;
    if (type === 'CustomFieldTranslation') return null;
    return [type, parts.has(type) ? `${path.split('/')[1]}.${name}` : name] as const;
  });
  const types = Map.groupBy(
    members.filter((member) => member !== null),
    ([type]) => type,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Generated from salesforce/force-app by \`npm run generate -w salesforce\`: do not edit. -->
<Package xmlns="http://soap.sforce.com/2006/04/metadata">
${[...types]
  .sort(([left], [right]) => (left < right ? -1 : 1))
  .map(
    ([type, entries]) => `    <types>
${entries
  .map(([, name]) => name)
  .sort()
  .map((name) => `        <members>${name}</members>`)
  .join('\n')}
        <name>${type}</name>
    </types>`,
  )
  .join('\n')}
    <version>${sourceApiVersion}</version>
</Package>
`;
};
