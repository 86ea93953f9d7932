import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { python } from '../locations.ts';
import { startPostgres } from '../services/start-postgres.ts';
import { startQdrant } from '../services/start-qdrant.ts';

/** One PostgreSQL and one Qdrant engine for all tests of a run, on data of their own. */
export default async (project: TestProject) => {
  const directory = mkdtempSync('/tmp/dealside-test-');
  const [postgres, qdrant] = await Promise.all([
    startPostgres({ dataDirectory: join(directory, 'postgres') }),
    startQdrant({ dataDirectory: join(directory, 'qdrant'), python }),
  ]);
  project.provide('postgresUrl', postgres.url);
  project.provide('qdrantUrl', qdrant.url);
  return async () => {
    await Promise.all([postgres.stop(), qdrant.stop()]);
    rmSync(directory, { recursive: true, force: true });
  };
};
