/** The order of the layers: imports run down, never back. @type {import('dependency-cruiser').IConfiguration} */
const gatewayLayers = [
  ['routes'],
  ['services'],
  ['insights', 'ingest', 'llm', 'writeback', 'retrieval'],
  ['connectors'],
  ['auth', 'store'],
  ['platform'],
];
const layerPath = (layer) => `^gateway/src/(${layer.join('|')})/`;
/** Types meet across layers (a port is named where it is used); only what runs is ordered. */
const runtimeOnly = { dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(lightning|c|@salesforce)/' },
    },
    ...gatewayLayers.slice(1).map((layer, index) => ({
      name: `layer-${layer[0]}-never-up`,
      severity: 'error',
      from: { path: layerPath(layer) },
      to: { path: layerPath(gatewayLayers.slice(0, index + 1).flat()), ...runtimeOnly },
    })),
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^shared/src/', 'node_modules/zod', '^(node:)?[a-z/]+$'] },
    },
    {
      name: 'gateway-ships-without-sandbox',
      severity: 'error',
      from: { path: '^(gateway|inference)/' },
      to: { path: '^sandbox/' },
    },
    { name: 'inference-knows-no-gateway', severity: 'error', from: { path: '^inference/' }, to: { path: '^gateway/' } },
    {
      name: 'one-importer-of-qdrant',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: ['^gateway/src/retrieval/', '^gateway/src/wire'] },
      to: { path: 'node_modules/@qdrant/', ...runtimeOnly },
    },
    {
      name: 'one-importer-of-llama',
      severity: 'error',
      from: { path: '^inference/src/', pathNot: ['^inference/src/engine/', '^inference/src/models/'] },
      to: { path: 'node_modules/node-llama-cpp', ...runtimeOnly },
    },
    {
      name: 'one-importer-of-jsforce',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: '^gateway/src/connectors/crm/salesforce/' },
      to: { path: 'node_modules/@jsforce/' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/fixtures/', '^\\.dealside/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
