import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetadataTypes } from './metadata-types.ts';
import { packageFolder, validatePackage } from './validate-package.ts';

const types = readMetadataTypes();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealside-package-'));
  cpSync(packageFolder, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the metadata of the Salesforce package', () => {
  it('is what the Metadata API takes, and refers to nothing that is not there', () => {
    const { files, findings } = validatePackage(packageFolder, types);
    expect(findings).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });
});

const insight = 'objects/Dealside_Insight__c';
const rep = 'permissionsets/Dealside_Rep.permissionset-meta.xml';
const dealPage = 'flexipages/Dealside_Opportunity_Record_Page.flexipage-meta.xml';
const xml = (root: string, inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`;

/** What is planted, where, and what has to be said about it. An absent search text: a new file. */
const planted: [what: string, file: string, search: string | null, replacement: string, message: RegExp][] = [
  ['half an XML', `${insight}/fields/Kind__c.field-meta.xml`, '</CustomField>', '', /is no XML/],
  ['an unknown element', rep, '<label>', '<lable>x</lable><label>', /no element lable/],
  ['an unknown word', `${insight}/listViews/All.listView-meta.xml`, 'Everything', 'Everyone', /Everyone is none of/],
  ['a yes that is none', rep, '<visible>true', '<visible>yes', /yes is not true or false/],
  ['a missing element', rep, '<label>Dealside Rep</label>', '', /lacks label/],
  ['an unknown type', 'flows/X.flow-meta.xml', null, xml('Flowchart', ''), /no type of the Metadata API/],
  ['a field that is not there', `${insight}/listViews/All.listView-meta.xml`, 'Kind__c', 'Sort__c', /no field Sort__c/],
  ['a value that never is', `${insight}/listViews/Open_Risks.listView-meta.xml`, '>risk<', '>rsik<', /never rsik/],
  [
    'a required field off the layout',
    'layouts/Dealside_Insight__c-Dealside Insight Layout.layout-meta.xml',
    '<field>External_Id__c',
    '<field>Model__c',
    /required and not on the layout/,
  ],
  [
    'a key that is not unique',
    `${insight}/fields/External_Id__c.field-meta.xml`,
    '<unique>true',
    '<unique>false',
    /not unique/,
  ],
  [
    'a record with a missing value',
    'customMetadata/Dealside_Field.Opportunity_Amount.md-meta.xml',
    '>Amount<',
    '><',
    /Field__c is required/,
  ],
  ['a component that is not there', dealPage, 'c:dealsidePanel', 'c:dealsidePannel', /no component dealsidePannel/],
  [
    'a component that may not stand there',
    dealPage,
    'c:dealsidePanel',
    'c:dealsideSetup',
    /cannot be put on a RecordPage/,
  ],
  ['a related list that is not there', dealPage, 'Dealside_Insights__r', 'Insights__r', /no list Insights__r/],
  ['a region that is not there', dealPage, '>mainTabs</value>', '>mainTab</value>', /no region mainTab/],
  [
    'a tab that is not there',
    'applications/Dealside.app-meta.xml',
    '>Dealside_Setup<',
    '>Dealside_Start<',
    /no tab Dealside_Start/,
  ],
  [
    'a page of another object',
    'applications/Dealside.app-meta.xml',
    '>Dealside_Lead_Record_Page<',
    '>Dealside_Account_Record_Page<',
    /no page of Lead/,
  ],
  [
    'a report column that is not there',
    'reports/Dealside_Reports/Insights_by_Kind.report-meta.xml',
    '$Title__c',
    '$Titel__c',
    /no column/,
  ],
  [
    'a dashboard over no report',
    'dashboards/Dealside_Dashboards/Dealside_Insights.dashboard-meta.xml',
    'Insights_by_Week',
    'Insights_by_Year',
    /no report/,
  ],
  ['a class that is not there', rep, '>DealsideGateway<', '>DealsideDoor<', /no class DealsideDoor/],
  ['more rights than needed', rep, '<viewAllRecords>false', '<viewAllRecords>true', /viewAllRecords is more/],
  [
    'a right of the whole org',
    rep,
    '<label>',
    '<userPermissions><enabled>true</enabled><name>ViewAllData</name></userPermissions><label>',
    /right of the whole org/,
  ],
  ['a hidden field', rep, '<readable>true', '<readable>false', /is not readable/],
  ['a principal that is not there', rep, '>Dealside_Gateway-User<', '>Dealside_Gateway-Guest<', /no principal/],
  [
    'an address in clear',
    'namedCredentials/Dealside_Gateway.namedCredential-meta.xml',
    'https://',
    'http://',
    /must be https/,
  ],
  [
    'an identity provider that is not there',
    'externalCredentials/Dealside_Gateway.externalCredential-meta.xml',
    '<externalAuthIdentityProvider>Dealside<',
    '<externalAuthIdentityProvider>Dealslide<',
    /no identity provider/,
  ],
  [
    'a sign-in without PKCE',
    'externalAuthIdentityProviders/Dealside.externalAuthIdentityProvider-meta.xml',
    '<parameterValue>true<',
    '<parameterValue>false<',
    /PKCE must be on/,
  ],
  [
    'a scope too many',
    'extlClntAppOauthSettings/Dealside_oauth.ecaOauth-meta.xml',
    'Api,',
    'Full, Api,',
    /never asks for the scope Full/,
  ],
  [
    'a connected app',
    'connectedApps/X.connectedApp-meta.xml',
    null,
    xml('ConnectedApp', '<contactEmail>a@b.example</contactEmail><label>X</label>'),
    /connected apps are not taken/,
  ],
  [
    'a label that is not there',
    'lwc/dealsideLabels/dealsideLabels.js',
    'Dealside_product',
    'Dealside_products',
    /no @salesforce\/label/,
  ],
  [
    'an Apex method that is not there',
    'lwc/dealsideClient/dealsideClient.js',
    'DealsideGateway.call',
    'DealsideGateway.get',
    /no @salesforce\/apex/,
  ],
  [
    'an unknown target',
    'lwc/dealsidePanel/dealsidePanel.js-meta.xml',
    '<target>lightning__RecordPage',
    '<target>lightning__RecordPages',
    /no target/,
  ],
  [
    'a label that is not translated',
    'translations/xx.translation-meta.xml',
    null,
    xml('Translations', ''),
    /is not translated/,
  ],
];

describe('a mistake in the package', () => {
  it.each(planted)('%s is found', (_what, file, search, replacement, message) => {
    const path = join(folder, file);
    const before = search === null ? null : readFileSync(path, 'utf8');
    if (before !== null && search !== null) expect(before).toContain(search);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, before === null ? replacement : before.replace(search ?? '', replacement));
    try {
      const { findings } = validatePackage(folder, types);
      expect(findings.map((finding) => finding.message)).toContainEqual(expect.stringMatching(message));
    } finally {
      if (before === null) rmSync(path);
      else writeFileSync(path, before);
    }
  });
});
