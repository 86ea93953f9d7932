import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const { resolve } = createRequire(import.meta.url);
const sldsFolder = join(dirname(resolve('@salesforce-ux/design-system/package.json')), 'assets');
const browserFolder = fileURLToPath(new URL('./browser/', import.meta.url));

/** The design system, the built panel and the page's own style and script. */
export const createAssetRoutes = ({ panelFolder }: { panelFolder: string }) => {
  const folders = { slds: sldsFolder, panel: panelFolder, page: browserFolder };
  const serve = async (folder: string, path: string): Promise<Response> => {
    const file = normalize(join(folder, path));
    const type = types[extname(file)];
    if (
      !type ||
      !file.startsWith(folder + (folder.endsWith(sep) ? '' : sep)) ||
      !existsSync(file) ||
      !statSync(file).isFile()
    ) {
      return new Response('Not found', { status: 404 });
    }
    return new Response(new Uint8Array(await readFile(file)), {
      headers: { 'content-type': type, 'cache-control': folder === sldsFolder ? 'max-age=86400' : 'no-cache' },
    });
  };
  return new Hono()
    .get('/slds/*', (c) => serve(folders.slds, c.req.path.replace(/^.*?\/slds\//, '')))
    .get('/panel/*', (c) => serve(folders.panel, c.req.path.replace(/^.*?\/panel\//, '')))
    .get('/:file{(?:page\\.(?:css|js)|(?:frame|parts)\\.css)}', (c) => serve(folders.page, c.req.param('file')));
};
