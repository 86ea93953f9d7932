import type { Finding } from './check-elements.ts';
import { hasField, type PackageIndex, takesValue } from './package-index.ts';
import { childrenOf, findAll, type MetadataFile, textOf, textsOf } from './read-package.ts';

/** Report types, reports and dashboards: every field, value, report and grouping they name is there. */
export const checkReports = (index: PackageIndex): Finding[] => [
  ...index.filesOf('ReportType').flatMap((file) => checkReportType(index, file)),
  ...index.filesOf('Report').flatMap((file) => checkReport(index, file)),
  ...index.filesOf('Dashboard').flatMap((file) => checkDashboard(index, file)),
];

const columnsOf = ({ root }: MetadataFile): string[] =>
  findAll(root, 'columns').map((column) => `${textOf(column, 'table')}$${textOf(column, 'field')}`);

const checkReportType = (index: PackageIndex, file: MetadataFile): Finding[] =>
  columnsOf(file)
    .filter((column) => {
      const [object = '', field = ''] = column.split('$');
      return !hasField(index, object, field);
    })
    .map((column) => ({ path: file.path, message: `${column} is not there` }));

/** What a report groups by, down and across. */
const groupingsOf = ({ root }: MetadataFile): string[] =>
  [...childrenOf(root, 'groupingsDown'), ...childrenOf(root, 'groupingsAcross')].flatMap((grouping) =>
    textsOf(grouping, 'field'),
  );

const checkReport = (index: PackageIndex, file: MetadataFile): Finding[] => {
  const { path, root } = file;
  const say = (message: string) => ({ path, message });
  const typeName = (textOf(root, 'reportType') ?? '').replace(/__c$/, '');
  const type = index.find('ReportType', typeName);
  if (!type) return [say(`there is no report type ${typeName}`)];
  const known = new Set(columnsOf(type));
  const filters = findAll(root, 'criteriaItems').map((item) => ({
    column: textOf(item, 'column') ?? '',
    value: textOf(item, 'value') ?? '',
  }));
  const groupings = groupingsOf(file);
  const used = [
    ...childrenOf(root, 'columns').flatMap((column) => textsOf(column, 'field')),
    ...groupings,
    ...filters.map(({ column }) => column),
    ...childrenOf(root, 'timeFrameFilter').flatMap((filter) => textsOf(filter, 'dateColumn')),
  ];
  return [
    ...used.filter((column) => !known.has(column)).map((column) => say(`${typeName} has no column ${column}`)),
    ...findAll(root, 'chart')
      .flatMap((chart) => textsOf(chart, 'groupingColumn'))
      .filter((column) => !groupings.includes(column))
      .map((column) => say(`the chart groups by ${column}, the report does not`)),
    ...filters
      .filter(({ column, value }) => {
        const [object = '', field = ''] = column.split('$');
        return !takesValue(index, object, field, value);
      })
      .map(({ column, value }) => say(`${column} is never ${value}`)),
  ];
};

const checkDashboard = (index: PackageIndex, { path, root }: MetadataFile): Finding[] =>
  findAll(root, 'dashboardComponent').flatMap((component) => {
    const name = textOf(component, 'report') ?? '';
    const report = index.find('Report', name);
    if (!report) return [{ path, message: `there is no report ${name}` }];
    const groupings = groupingsOf(report);
    return textsOf(component, 'groupingColumn')
      .filter((column) => !groupings.includes(column))
      .map((column) => ({ path, message: `${name} is not grouped by ${column}` }));
  });
