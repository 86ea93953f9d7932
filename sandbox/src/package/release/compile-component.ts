import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readTool } from './read-tools.ts';

type Diagnostic = { level: number; message: string; filename?: string; location?: { line: number } };
type Compiler = {
  compile(config: {
    bundle: { namespace: string; name: string; type: 'platform'; files: Record<string, string> };
    outputConfigs: { minify: boolean; env: Record<string, string> }[];
  }): Promise<{ success: boolean; diagnostics: Diagnostic[] }>;
};

/** Errors and warnings of the compiler that the platform runs on a component; its own numbers up to 2 mean them. */
const worthSaying = 2;

/** Compiles one component's folder as an org would when it is deployed. @returns what the compiler objects to. */
export const compileComponent = async (tools: string, folder: string): Promise<string[]> => {
  const { compile } = readTool<Compiler>(tools, '@lwc/sfdc-lwc-compiler');
  const files = readdirSync(folder).filter((file) => /\.(js|html|css)$/.test(file));
  const { success, diagnostics } = await compile({
    bundle: {
      namespace: 'c',
      name: basename(folder),
      type: 'platform',
      files: Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    },
    outputConfigs: [{ minify: false, env: { NODE_ENV: 'production' } }],
  });
  const said = diagnostics
    .filter(({ level }) => level <= worthSaying)
    .map(({ message, filename = '', location }) => `${filename}:${location?.line ?? 0} ${message}`);
  return success || said.length > 0 ? said : ['it does not compile'];
};
