import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOfField } from '@dealside/gateway/connectors/crm/salesforce/field-map/field-names';
import { salesforceObjects } from '@dealside/gateway/connectors/crm/salesforce/salesforce-objects';

export const recordFolder = fileURLToPath(
  new URL('../../../salesforce/force-app/main/default/customMetadata', import.meta.url),
);

/** The records of the field map that come with the package: what the gateway reads. File name → content. */
export const generateFieldMap = (): Map<string, string> =>
  new Map(
    Object.entries(salesforceObjects).flatMap(([object, { fields }]) =>
      fields.map((field) => {
        const name = nameOfField(object, field);
        const developerName = `${object}_${field.replace('.', '')}`;
        return [
          `Dealside_Field.${developerName}.md-meta.xml`,
          writeRecord(`${object}: ${name}`.slice(0, 40), [
            ['Field__c', 'xsd:string', field],
            ['Is_Read__c', 'xsd:boolean', 'true'],
            ['Name__c', 'xsd:string', name],
            ['Object__c', 'xsd:string', object],
          ]),
        ] as const;
      }),
    ),
  );

const writeRecord = (label: string, values: readonly (readonly [string, string, string])[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!-- Generated from what the gateway reads by \`npm run generate -w salesforce\`: do not edit. -->
<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>${label}</label>
    <protected>false</protected>
${values
  .map(
    ([field, type, value]) => `    <values>
        <field>${field}</field>
        <value xsi:type="${type}">${value}</value>
    </values>`,
  )
  .join('\n')}
</CustomMetadata>
`;

export const listRecordFiles = (): string[] =>
  readdirSync(recordFolder).filter((file) => file.startsWith('Dealside_Field.'));
