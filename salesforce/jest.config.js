const { dirname, join } = require('node:path');
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

/** The engine of the version that the templates are compiled with, wherever npm has put it. */
const engine = join(
  dirname(require.resolve('@lwc/engine-dom', { paths: [dirname(require.resolve('lwc'))] })),
  'index.cjs',
);

module.exports = {
  ...jestConfig,
  // With `--coverage`. The globs that the base configuration brings find no file.
  collectCoverageFrom: ['force-app/**/lwc/**/*.js', '!**/__tests__/**'],
  coverageThreshold: { global: { lines: 90 } },
  setupFiles: ['<rootDir>/test/browser.js'],
  // A busy machine is slow, not wrong.
  testTimeout: 60_000,
  moduleNameMapper: {
    '^(lwc|@lwc/engine-dom)$': engine,
    // Tests read what a user reads: the labels' English text instead of the labels' names.
    '^c/dealsideLabels$': '<rootDir>/test/english-labels.js',
  },
};
