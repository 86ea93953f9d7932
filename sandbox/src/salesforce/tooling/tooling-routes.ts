import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { Hono } from 'hono';
import type { RestEnv } from '../rest/rest-env.ts';
import { malformedQuery, noSuchColumn, noSuchObject } from '../soql/soql-error.ts';
import type { OrgSettings } from './org-settings.ts';

type Row = Readonly<Record<string, string | boolean>>;

/** Whole tables of these objects, whose rows only who may view Setup is told; to others they do not exist. */
const tables: Readonly<Record<string, (settings: OrgSettings) => Row[]>> = {
  CspTrustedSite: ({ trustedUrls }) =>
    trustedUrls.map(({ url, isActive }) => ({ EndpointUrl: url, IsActive: isActive })),
  PlatformEventChannelMember: ({ changeEvents }) => changeEvents.map((entity) => ({ SelectedEntity: entity })),
};

/** `/tooling/query` for the settings above, without conditions: more than Dealside's doctor asks is refused. */
export const createToolingRoutes = ({ settings }: { settings: OrgSettings }): Hono<RestEnv> =>
  new Hono<RestEnv>().get('/tooling/query', (c) => {
    const soql = c.req.query('q') ?? '';
    const query = parse(soql);
    const object = query.sObject ?? '';
    const table = tables[object];
    if (!table || c.env.viewer.profile !== 'admin') throw noSuchObject(soql, object);
    if (query.where || query.groupBy || query.orderBy || query.limit)
      throw malformedQuery('only whole tables are answered');
    const fields = (query.fields ?? []).map((field) => (field.type === 'Field' ? field.field : ''));
    const records = table(settings).map((row) => {
      const entries = fields.map((field) => {
        if (!(field in row)) throw noSuchColumn(soql, field, object);
        return [field, row[field]] as const;
      });
      return { attributes: { type: object }, ...Object.fromEntries(entries) };
    });
    return c.json({ size: records.length, totalSize: records.length, done: true, queryLocator: null, records });
  });

const parse = (soql: string) => {
  try {
    return parseQuery(soql);
  } catch {
    throw malformedQuery('unexpected token');
  }
};
