import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A tool out of the folder that the release tools are installed in; `Tool` names what is used of it. */
export const readTool = <Tool>(folder: string, name: string): Tool =>
  createRequire(join(folder, 'package.json'))(name) as Tool;

/** The file that a tool's package begins with: where its folder is. */
export const findTool = (folder: string, name: string): string =>
  createRequire(join(folder, 'package.json')).resolve(name);
