import { fileURLToPath } from 'node:url';
import { checkComponents } from './check-components.ts';
import { checkElements, type Finding } from './check-elements.ts';
import { checkObjects } from './check-objects.ts';
import { checkPages } from './check-pages.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkReports } from './check-reports.ts';
import { checkTranslations } from './check-translations.ts';
import { readMetadataTypes } from './metadata-types.ts';
import { indexPackage } from './package-index.ts';
import { readPackage } from './read-package.ts';

export const packageFolder = fileURLToPath(new URL('../../../../salesforce/force-app/main/default', import.meta.url));

/**
 * Everything about the Salesforce package that can be known without an org: its files against the types of the Metadata
 * API, and what they refer to against each other. An org checks more.
 */
export const validatePackage = (
  folder = packageFolder,
  types = readMetadataTypes(),
): { files: number; findings: Finding[] } => {
  const read = readPackage(folder);
  const index = indexPackage(read);
  const findings = [
    ...checkElements(read, types),
    ...checkObjects(index),
    ...checkPages(index),
    ...checkReports(index),
    ...checkPermissions(index),
    ...checkComponents(index),
    ...checkTranslations(index),
  ];
  return { files: read.files.length, findings };
};
