import { AppError } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import type { CrmQueries, CrmSchema } from '../../connectors/crm/crm-queries.ts';
import type { CompletionRequest, Llm } from '../../llm/llm.ts';
import { createAnswerCrmQuestion } from './answer-crm-question.ts';
import { today } from './fixtures/read-as.ts';
import { hiding, salesSchema } from './fixtures/sales-schema.ts';

/** A CRM that answers one row, and keeps what it was asked. */
const createCrm = (options: { schemas?: CrmSchema[]; rejects?: string[] } = {}) => {
  const asked: string[] = [];
  const [first = salesSchema, later = first] = options.schemas ?? [];
  const queries: CrmQueries = {
    describe: async ({ isFresh }) => (isFresh ? later : first),
    async query({ soql }) {
      asked.push(soql);
      const code = options.rejects?.shift();
      if (code)
        throw new AppError('crm_rejected', `Salesforce answered ${code}`, { details: { salesforceCode: code } });
      const attributes = { type: 'Opportunity', url: '/services/data/v62.0/sobjects/Opportunity/0065g00000AAAAAAA1' };
      return {
        totalSize: 412,
        isComplete: true,
        rows: [{ attributes, Name: 'Northwind', Account: { Name: 'N' }, Amount: 5, CurrencyIsoCode: 'EUR' }],
      };
    },
  };
  return { queries, asked };
};
const ask = (crm: ReturnType<typeof createCrm>, question: string, options: { llm?: Llm; query?: string } = {}) =>
  createAnswerCrmQuestion({ llm: options.llm ?? null })({
    queries: crm.queries,
    connectionId: 'c',
    system: 'salesforce',
    question,
    query: options.query ?? null,
    now: today,
  });

/** Words near “Amount” in meaning; the reply to what is chosen is given. */
const createLlm = (reply: string, near: readonly string[]) => {
  const asked: CompletionRequest[] = [];
  const llm: Llm = {
    embedding: { model: 'e', dimensions: 2 },
    embed: async (texts) =>
      texts.map((text, place) => texts.map((_, axis) => Number(axis === (near.includes(text) ? 0 : place + 1)))),
    async complete(request) {
      asked.push(request);
      if (reply === 'unavailable') throw new AppError('model_unavailable', 'no replica');
      return { text: reply, model: 'small', adapter: null, finishReason: 'stop', promptTokens: 1, completionTokens: 1 };
    },
  };
  return { llm, asked };
};

describe('createAnswerCrmQuestion', () => {
  it('gives rows with their records, currency and how many there are', async () => {
    const answer = await ask(createCrm(), 'my open deals');
    expect(answer.columns.map(({ name }) => name)).toEqual([
      'Name',
      'Account.Name',
      'StageName',
      'Amount',
      'CloseDate',
      'Owner.Name',
    ]);
    expect(answer).toMatchObject({
      rows: [
        {
          record: { system: 'salesforce', type: 'Opportunity', id: '0065g00000AAAAAAA1' },
          currency: 'EUR',
          values: ['Northwind', 'N', null, 5, null, null],
        },
      ],
      totalRows: 412,
      hasMore: true,
      madeBy: { mode: 'rules', model: null },
    });
  });

  it('asks no CRM about what it refuses', async () => {
    const crm = createCrm();
    expect((await ask(crm, 'delete my deals')).refused?.code).toBe('write');
    expect((await ask(crm, 'deals by churn score')).refused).toMatchObject({
      code: 'unknown_words',
      sentence: expect.stringContaining('“churn score”'),
    });
    expect((await ask(crm, 'all deals', { query: 'DELETE FROM Account' })).refused?.code).toBe('query_invalid');
    expect(crm.asked).toEqual([]);
  });

  it('lets the model choose among the near fields and none, and says so', async () => {
    const unknown = createLlm('{"field":"Amount"}', ['ticket', 'Amount', 'Discount Rate']);
    const read = await ask(createCrm(), 'deals sorted by ticket', { llm: unknown.llm });
    expect(read).toMatchObject({ madeBy: { mode: 'model', model: 'small' }, refused: null });
    expect(read.query).toContain('ORDER BY Amount DESC');
    expect(read.reading).toContain('“ticket” is Amount');
    const [request] = unknown.asked;
    expect(request?.schema?.schema).toMatchObject({
      properties: { field: { enum: ['Amount', 'Discount Rate', 'none of these'] } },
    });
  });

  it.each([
    ['none of them', '{"field":"none of these"}'],
    ['a field that was not offered', '{"field":"PasswordHash"}'],
    ['no JSON', 'Amount, I think'],
    ['nothing, as it is not there', 'unavailable'],
  ])('stays unsure when the model answers %s', async (_, reply) => {
    const { llm } = createLlm(reply, ['ticket', 'Amount']);
    expect((await ask(createCrm(), 'deals sorted by ticket', { llm })).refused).toMatchObject({
      code: 'unknown_words',
    });
  });

  it('does not ask the model about what is near nothing', async () => {
    const { llm, asked } = createLlm('{"field":"Amount"}', ['Amount']);
    expect((await ask(createCrm(), 'deals by weather', { llm })).refused?.code).toBe('unknown_words');
    expect(asked).toEqual([]);
  });

  it('looks again when a field was hidden since it was described', async () => {
    const crm = createCrm({ schemas: [salesSchema, hiding('Opportunity.Amount')], rejects: ['INVALID_FIELD'] });
    const answer = await ask(crm, 'my open deals');
    expect(answer.columns.map(({ name }) => name)).not.toContain('Amount');
    expect(crm.asked).toHaveLength(2);
    expect(crm.asked[1]).not.toContain('Amount');
  });

  it('tells a query of its own that the CRM does not take as a fault, without its words', async () => {
    const fault = await ask(createCrm({ rejects: ['MALFORMED_QUERY', 'MALFORMED_QUERY'] }), 'deals at Northwind').catch(
      (error: unknown) => error,
    );
    expect(fault).toMatchObject({ code: 'internal', retryable: false, details: { salesforceCode: 'MALFORMED_QUERY' } });
    expect(JSON.stringify(fault) + String(fault)).not.toContain('Northwind');
  });

  it('tells an edited one back to who wrote it', async () => {
    const crm = createCrm({ rejects: ['MALFORMED_QUERY', 'MALFORMED_QUERY'] });
    const answer = await ask(crm, 'all deals', { query: 'SELECT Name FROM Opportunity' });
    expect(answer).toMatchObject({ query: 'SELECT Name FROM Opportunity', refused: { code: 'query_invalid' } });
  });

  it('passes on that the CRM does not answer', async () => {
    const { queries } = createCrm();
    const down = { ...queries, query: () => Promise.reject(new AppError('crm_unavailable', 'down')) };
    await expect(ask({ queries: down, asked: [] }, 'my deals')).rejects.toMatchObject({ code: 'crm_unavailable' });
  });
});
