import { AppError } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { parseResults } from './parse-results.ts';

const rowsOf = async (csv: string, bytesAtOnce = 7): Promise<Record<string, unknown>[]> => {
  async function* bytes() {
    const all = Buffer.from(csv);
    for (let from = 0; from < all.length; from += bytesAtOnce) yield all.subarray(from, from + bytesAtOnce);
  }
  const rows: Record<string, unknown>[] = [];
  for await (const row of parseResults(bytes())) rows.push(row);
  return rows;
};

describe('parseResults', () => {
  it('reads quotes, line breaks, delimiters and letters of several bytes inside values', async () => {
    const csv = '"Id","Name"\n"1","A ""big"" deal,\nin two lines"\n"2","Müller – 山田"\n';
    expect(await rowsOf(csv, 1)).toEqual([
      { Id: '1', Name: 'A "big" deal,\nin two lines' },
      { Id: '2', Name: 'Müller – 山田' },
    ]);
  });

  it('reads nothing as null and parents as the REST API nests them', async () => {
    const csv = '"Id","NextStep","Owner.Name","Owner.Email"\n"1","","Ana","a@x"\n"2","Call","",""\n';
    expect(await rowsOf(csv)).toEqual([
      { Id: '1', NextStep: null, Owner: { Name: 'Ana', Email: 'a@x' } },
      { Id: '2', NextStep: 'Call' },
    ]);
  });

  it('gives the values of a history the type of the field that changed', async () => {
    const csv = '"DataType","OldValue","NewValue"\n"Currency","","1.6E7"\n"Text","1.0","2.0"\n';
    expect(await rowsOf(csv)).toMatchObject([
      { OldValue: null, NewValue: 16_000_000 },
      { OldValue: '1.0', NewValue: '2.0' },
    ]);
  });

  it('reads no rows of a set that is empty', async () => {
    expect(await rowsOf('"Id"\n')).toEqual([]);
    expect(await rowsOf('')).toEqual([]);
  });

  it('refuses what is no CSV, and passes on what breaks the connection', async () => {
    const refusal = await rowsOf('"Id"\n"1","2"\n').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: 'upstream_garbage' });
    async function* broken() {
      yield Buffer.from('"Id"\n"1"\n');
      throw new Error('reset');
    }
    const read = async () => {
      for await (const row of parseResults(broken())) expect(row).toEqual({ Id: '1' });
    };
    await expect(read()).rejects.toThrow('reset');
  });
});
