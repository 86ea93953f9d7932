import { AppError, type ErrorCode, formatRecordKey } from '@dealside/shared';
import type { CrmConnector, CrmInsightRecord } from '../src/connectors/crm/crm-connector.ts';

type Method =
  | 'readAccess'
  | 'readInsight'
  | 'upsertInsight'
  | 'deleteInsight'
  | 'findTask'
  | 'createTask'
  | 'deleteTask';
type Fields = CrmInsightRecord['fields'];

/** Of these each user reads every record that is not hidden. */
const openTypes = new Set(['Account', 'Contact', 'Lead', 'EmailMessage', 'Event', 'Task']);

/** A CRM in memory: what write-back and permission need of one, with faults on demand. */
export const createMemoryCrm = () => {
  const insights = new Map<string, { id: string; fields: Fields }>();
  const tasks = new Map<string, { id: string; fields: Fields }>();
  const readable = new Map<string, Set<string>>();
  const hidden = new Map<string, Set<string>>();
  const calls: Method[] = [];
  let nextId = 1;
  let fault: { code: ErrorCode; on: Method | 'every call'; afterWriting: boolean } | null = null;
  let slowMs = 0;

  const meet = async (call: Method) => {
    calls.push(call);
    if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
    if (fault && !fault.afterWriting && (fault.on === 'every call' || fault.on === call))
      throw new AppError(fault.code, 'a fault on demand');
  };
  const urlOf = (id: string) => `https://crm.example/${id}`;

  const connector: CrmConnector = {
    system: 'salesforce',
    objects: ['Opportunity'],
    async *readChanges() {},
    async *readRecords() {},
    async readAccess({ connectionId, records, types }) {
      await meet('readAccess');
      const isHidden = (source: string) => hidden.get(connectionId)?.has(source) === true;
      const isReadable = (type: string, id: string) =>
        openTypes.has(type) || readable.get(connectionId)?.has(id) === true;
      return {
        readableKeys: new Set(
          records.flatMap((record) => {
            const key = formatRecordKey(record);
            return isReadable(record.type, record.id) && !isHidden(key) ? [key] : [];
          }),
        ),
        fields: new Map(types.map((type) => [type, { has: (field) => !isHidden(`salesforce:${type}#${field}`) }])),
      };
    },
    async readInsight({ externalId }) {
      await meet('readInsight');
      const found = insights.get(externalId);
      return found ? { id: found.id, url: urlOf(found.id), version: '1', fields: { ...found.fields } } : null;
    },
    async upsertInsight({ externalId, fields }) {
      await meet('upsertInsight');
      const found = insights.get(externalId);
      const id = found?.id ?? `a0${nextId++}`;
      insights.set(externalId, { id, fields: { ...found?.fields, ...fields } });
      if (fault?.afterWriting) throw new AppError(fault.code, 'a fault after the write arrived');
      return { id, url: urlOf(id), created: !found };
    },
    async inspectOrg() {
      return {
        objects: ['Opportunity'],
        unreadableObjects: [],
        unreadableFields: [],
        insights: { isCreateable: true, unwritableFields: [] },
        permissionSets: null,
        trustedOrigins: null,
        requests: null,
        silentObjects: null,
      };
    },
    async deleteInsight({ id }) {
      await meet('deleteInsight');
      for (const [externalId, insight] of insights) if (insight.id === id) insights.delete(externalId);
    },
    async findTask({ record, mark }) {
      await meet('findTask');
      const found = [...tasks.values()].find(
        ({ fields }) => [fields.WhatId, fields.WhoId].includes(record.id) && String(fields.Description).includes(mark),
      );
      return found ? { id: found.id, url: urlOf(found.id), version: '1', fields: { ...found.fields } } : null;
    },
    async createTask({ fields }) {
      await meet('createTask');
      const id = `00T${nextId++}`;
      tasks.set(id, { id, fields });
      if (fault?.afterWriting) throw new AppError(fault.code, 'a fault after the write arrived');
      return { id, url: urlOf(id) };
    },
    async deleteTask({ id }) {
      await meet('deleteTask');
      tasks.delete(id);
    },
  };
  return {
    connector,
    insights,
    tasks,
    calls,
    /** The deals that a connection's user may read; accounts, people, mail and activities are for all. */
    allow: (connectionId: string, ...ids: string[]) => readable.set(connectionId, new Set(ids)),
    /** Sources that a connection's user may not read all the same: `salesforce:Contact:003…`, `salesforce:Contact#email`. */
    hide: (connectionId: string, ...sources: string[]) => hidden.set(connectionId, new Set(sources)),
    fail: (code: ErrorCode | null) => {
      fault = code === null ? null : { code, on: 'every call', afterWriting: false };
    },
    failOn: (on: Method, code: ErrorCode, options: { afterWriting?: boolean } = {}) => {
      fault = { code, on, afterWriting: options.afterWriting ?? false };
    },
    slow: (ms: number) => {
      slowMs = ms;
    },
  };
};
