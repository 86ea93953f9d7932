import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { englishWords, germanWords } from '@dealside/shared/view';
import { rollup } from 'rollup';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const metadata = join(root, 'salesforce/force-app/main/default');
const notice = 'Generated from shared/src/view by `npm run generate -w salesforce`: do not edit.';

/**
 * What the Salesforce project needs of `shared/src/view`, as it deploys alone: the view as one plain module, its words
 * as custom labels with their German translation, and the module that imports those labels. Path → content.
 */
export const generateView = async (): Promise<Map<string, string>> =>
  new Map([
    [join(metadata, 'lwc/dealsideView/dealsideView.js'), format(await bundleView(), 'dealsideView.js')],
    [join(metadata, 'lwc/dealsideLabels/dealsideLabels.js'), format(importLabels(), 'dealsideLabels.js')],
    [join(metadata, 'labels/CustomLabels.labels-meta.xml'), writeLabels()],
    [join(metadata, 'translations/de.translation-meta.xml'), writeTranslations()],
  ]);

const labelName = (key: string): string => `Dealside_${key}`;

const bundleView = async (): Promise<string> => {
  const bundle = await rollup({
    input: join(root, 'shared/src/view/create-view.ts'),
    external: [],
    // The words themselves come from the labels.
    treeshake: {
      moduleSideEffects: false,
      propertyReadSideEffects: false,
      manualPureFunctions: ['Object.fromEntries', 'Object.entries'],
    },
    plugins: [
      {
        name: 'strip-types',
        // The comments stand in the source; here they would only be more to load.
        load: (id) =>
          stripTypeScriptTypes(readFileSync(id, 'utf8'))
            .replaceAll(/^ *\/\*\*[\s\S]*?\*\/$/gm, '')
            .replaceAll(/[ \t]+$/gm, ''),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return `// ${notice}\n${output[0].code}`;
};

const importLabels = (): string => {
  const keys = Object.keys(englishWords);
  const imports = keys.map((key) => `import ${key} from '@salesforce/label/c.${labelName(key)}';`);
  return `// ${notice}\n${imports.join('\n')}\n\nexport const words = { ${keys.join(', ')} };\n`;
};

const writeLabels = (): string => {
  const labels = Object.entries(englishWords).map(
    ([key, text]) => `    <labels>
        <fullName>${labelName(key)}</fullName>
        <language>en_US</language>
        <protected>false</protected>
        <shortDescription>${labelName(key)}</shortDescription>
        <value>${escapeXml(text)}</value>
    </labels>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${notice} -->
<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">
${labels.join('\n')}
</CustomLabels>
`;
};

/** What Setup shows in German beside the labels. */
const germanNames = {
  customTabs: { Dealside_Setup: 'Dealside einrichten' },
  reportTypes: { Dealside_Insights: 'Dealside-Erkenntnisse' },
};

const writeTranslations = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${notice} -->
<Translations xmlns="http://soap.sforce.com/2006/04/metadata">
${[
  ...Object.entries(germanWords).map(([key, text]) => ['customLabels', labelName(key), text] as const),
  ...Object.entries(germanNames).flatMap(([type, names]) =>
    Object.entries(names).map(([name, text]) => [type, name, text] as const),
  ),
]
  .map(
    ([type, name, text]) => `    <${type}>
        <label>${escapeXml(text)}</label>
        <name>${name}</name>
    </${type}>`,
  )
  .join('\n')}
</Translations>
`;

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const format = (code: string, name: string): string =>
  execFileSync(
    join(root, 'node_modules/.bin/biome'),
    ['check', '--write', `--stdin-file-path=${join(metadata, 'lwc', name)}`],
    { input: code, encoding: 'utf8', cwd: root, stdio: ['pipe', 'pipe', 'ignore'] },
  );

if (import.meta.main) {
  for (const [file, content] of await generateView()) writeFileSync(file, content);
}
