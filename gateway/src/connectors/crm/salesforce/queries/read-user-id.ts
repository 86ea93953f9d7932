import { AppError } from '@dealside/shared';
import { readConnection } from '../../../../store/connections.ts';
import type { Database } from '../../../../store/open-database.ts';

/** The Salesforce id of a connection's user. @throws {AppError} `crm_not_connected`. */
export const createReadUserId =
  (db: Database) =>
  async (connectionId: string): Promise<string> => {
    const userId = (await readConnection(db, connectionId))?.externalUserId;
    if (!userId) throw new AppError('crm_not_connected', 'the connection is missing');
    return userId;
  };
