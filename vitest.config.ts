import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '.dealside/**', 'salesforce/**'];
const kinds = ['integration', 'contract', 'with-model', 'e2e', 'release'];
const filesOf = (kind: string) => [`**/*.${kind}.test.ts`];

export default defineConfig({
  test: {
    // Two cores are the machine to be fast on; the embedded services take their share.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...kinds.flatMap(filesOf)],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['integration', 'contract'].flatMap(filesOf),
          exclude,
          globalSetup: ['sandbox/src/test-setup/services.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'with-model',
          include: filesOf('with-model'),
          exclude,
          globalSetup: ['sandbox/src/test-setup/services.ts', 'sandbox/src/test-setup/models.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'release',
          include: filesOf('release'),
          exclude,
          globalSetup: ['sandbox/src/test-setup/release.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: filesOf('e2e'),
          exclude,
          globalSetup: ['sandbox/src/test-setup/stack.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
