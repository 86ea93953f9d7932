import { z } from 'zod';
import { createMemory } from './create-memory.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { isNotInOrg } from './salesforce-errors.ts';

type Input = { connectionId: string; signal?: AbortSignal };

const settingsSchema = z.object({
  records: z.array(z.object({ Api_Reserve_Percent__c: z.number().min(0).max(95).nullish() })),
});
const soql = "SELECT Api_Reserve_Percent__c FROM Dealside_Setting__mdt WHERE DeveloperName = 'Default'";

/**
 * Reads what the org's administrator has set (`Dealside_Setting__mdt`) and keeps to it: the share of the daily API
 * requests that reading leaves to other integrations. Without the package the gateway's own figure holds.
 * @throws {AppError} as every call of the client.
 */
export const createKeepSettings = (
  client: Pick<SalesforceClient, 'request' | 'setReserve'>,
  now: () => number = Date.now,
): ((input: Input) => Promise<void>) => {
  const keep = createMemory(now, async ({ connectionId, signal }: Input): Promise<void> => {
    const percent = await readPercent({ connectionId, ...(signal ? { signal } : {}) });
    await client.setReserve(connectionId, percent === null ? null : percent / 100);
  });

  const readPercent = async (input: Input): Promise<number | null> => {
    try {
      const path = `/query?q=${encodeURIComponent(soql)}`;
      const { records } = await client.request({ ...input, path, purpose: 'background' }, settingsSchema);
      return records[0]?.Api_Reserve_Percent__c ?? null;
    } catch (error) {
      if (isNotInOrg(error)) return null;
      throw error;
    }
  };

  return (input) => keep(input.connectionId, input);
};
