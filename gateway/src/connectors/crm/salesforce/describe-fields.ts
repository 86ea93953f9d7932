import { z } from 'zod';
import type { SalesforceClient } from './salesforce-client.ts';

/** The names a query may select: fields of the object that this user may see, and `Owner.Name` where there is an owner. */
export type DescribeFields = (input: {
  connectionId: string;
  object: string;
  signal?: AbortSignal;
}) => Promise<ReadonlySet<string>>;

const describeSchema = z.object({
  fields: z.array(z.object({ name: z.string(), relationshipName: z.string().nullish() })),
});

/** A field an administrator adds or hides is noticed after this time. */
const keptMs = 10 * 60_000;

/** Asking for one field that a user may not see makes the whole query fail, so the object is described first. */
export const createDescribeFields = (client: SalesforceClient, now: () => number = Date.now): DescribeFields => {
  const kept = new Map<string, { until: number; fields: Promise<ReadonlySet<string>> }>();

  const describe = async ({ connectionId, object, signal }: Parameters<DescribeFields>[0]) => {
    const path = `/sobjects/${object}/describe`;
    const { fields } = await client.request({ connectionId, path, ...(signal ? { signal } : {}) }, describeSchema);
    return new Set(
      fields.flatMap(({ name, relationshipName }) => (relationshipName ? [name, `${relationshipName}.Name`] : [name])),
    );
  };

  return (input) => {
    const key = `${input.connectionId} ${input.object}`;
    const known = kept.get(key);
    if (known && known.until > now()) return known.fields;
    const fields = describe(input);
    kept.set(key, { until: now() + keptMs, fields });
    fields.catch(() => kept.delete(key));
    return fields;
  };
};
