import { z } from 'zod';

const pathSchema = z.string().regex(/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/);

export const dateUnits = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;

/** What a field is compared with. `span` is a stretch of time named by a date literal of SOQL. */
export const crmValueSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('text'), text: z.string() }),
  z.object({ is: z.literal('number'), number: z.number() }),
  z.object({ is: z.literal('boolean'), boolean: z.boolean() }),
  z.object({ is: z.literal('nothing') }),
  z.object({ is: z.literal('me'), id: z.string() }),
  z.object({ is: z.literal('day'), day: z.iso.date() }),
  z.object({
    is: z.literal('span'),
    literal: z.string().regex(/^[A-Z0-9_]+$/),
    count: z.number().int().min(0).nullable(),
  }),
]);
export type CrmValue = z.infer<typeof crmValueSchema>;

export const crmComparisonSchema = z.object({
  kind: z.literal('compare'),
  path: pathSchema,
  operator: z.enum(['=', '!=', '<', '<=', '>', '>=', 'contains']),
  /** More than one: any of them (`=`) or none of them (`!=`). */
  values: z.array(crmValueSchema).min(1),
});

type Comparison = z.infer<typeof crmComparisonSchema>;
/** Whether there is a related row: `field` of `object` holds the value of `path` here. */
export type CrmRelation = {
  kind: 'related';
  isThere: boolean;
  path: string;
  object: string;
  field: string;
  where: CrmCondition[];
};
export type CrmCondition =
  | Comparison
  | CrmRelation
  | { kind: 'any'; conditions: CrmCondition[] }
  | { kind: 'all'; conditions: CrmCondition[] };

export const crmConditionSchema: z.ZodType<CrmCondition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    crmComparisonSchema,
    z.object({
      kind: z.literal('related'),
      isThere: z.boolean(),
      path: pathSchema,
      object: pathSchema,
      field: pathSchema,
      where: z.array(crmConditionSchema),
    }),
    z.object({ kind: z.literal('any'), conditions: z.array(crmConditionSchema).min(1) }),
    z.object({ kind: z.literal('all'), conditions: z.array(crmConditionSchema).min(1) }),
  ]),
);

/** What rows are put together by: a field, or the month, quarter or year of a date. */
export const crmGroupSchema = z.object({
  path: pathSchema,
  part: z.enum(['CALENDAR_MONTH', 'CALENDAR_QUARTER', 'CALENDAR_YEAR']).nullable(),
});

/**
 * A question, understood. Between the words and the query: everything that can be said here can be printed as SOQL, and
 * as a sentence.
 */
export const crmFormSchema = z.object({
  object: pathSchema,
  columns: z.array(pathSchema),
  where: z.array(crmConditionSchema),
  aggregate: z.object({ of: z.enum(['COUNT', 'SUM', 'AVG', 'MIN', 'MAX']), path: pathSchema.nullable() }).nullable(),
  groupBy: z.array(crmGroupSchema),
  orderBy: z.object({ path: pathSchema, isDescending: z.boolean() }).nullable(),
  limit: z.number().int().min(1).max(2000).nullable(),
});
export type CrmForm = z.infer<typeof crmFormSchema>;
