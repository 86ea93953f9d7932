import { AppError } from '@dealside/shared';
import avro from 'avsc';
import { z } from 'zod';
import { type ChangeEvent, changeHeaderSchema } from '../collect-changes.ts';
import { decodeChangedFields, readNames } from './changed-fields.ts';

/** Reads the header of an event's payload. @throws {AppError} `upstream_garbage`. */
export type DecodeEvent = (payload: Buffer) => ChangeEvent;

const headerName = 'ChangeEventHeader';
const fieldSchema = z.looseObject({ name: z.string(), type: z.unknown() });
const recordSchema = z.looseObject({ type: z.literal('record'), fields: z.array(fieldSchema) });
const payloadSchema = z.object({ [headerName]: changeHeaderSchema.extend({ changedFields: z.array(z.string()) }) });

/** Fields of the header that are read; the others are skipped with the record's own, whose content is not needed. */
const headerFields = new Set(['recordIds', 'changeType', 'commitTimestamp', 'changedFields']);

/**
 * A decoder for events of one schema: the writer's schema is the event's, the reader's has only what is used of it.
 * @throws {AppError} `upstream_garbage` for what is no schema of a change event.
 */
export const createDecodeEvent = (schemaJson: string): DecodeEvent => {
  const refuse = (cause: unknown) => new AppError('upstream_garbage', 'a change event cannot be read', { cause });
  try {
    const schema = recordSchema.parse(JSON.parse(schemaJson));
    const names = readNames(schema);
    const writer = avro.Type.forSchema(JSON.parse(schemaJson));
    const reader = avro.Type.forSchema(JSON.parse(JSON.stringify(toReader(schema))));
    const resolver = reader.createResolver(writer);
    return (payload) => {
      try {
        const { changedFields, ...header } = payloadSchema.parse(reader.fromBuffer(payload, resolver))[headerName];
        return { ...header, changedFields: decodeChangedFields(names, changedFields) };
      } catch (error) {
        throw refuse(error);
      }
    };
  } catch (error) {
    throw refuse(error);
  }
};

const toReader = (schema: z.infer<typeof recordSchema>) => {
  const header = schema.fields.find(({ name }) => name === headerName);
  if (!header) throw new Error('the schema has no header');
  const type = recordSchema.parse(header.type);
  const fields = type.fields.filter(({ name }) => headerFields.has(name));
  return { ...schema, fields: [{ ...header, type: { ...type, fields } }] };
};
