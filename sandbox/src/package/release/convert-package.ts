import { readTool } from './read-tools.ts';

type ComponentSet = {
  sourceApiVersion: string;
  apiVersion: string;
  size: number;
  getObject(): Promise<{ Package: { types: { name: string; members: string[] }[]; version: string } }>;
};
type Converter = {
  convert(set: ComponentSet, format: 'metadata', output: { type: 'zip' }): Promise<{ zipBuffer?: Buffer }>;
};
type SourceDeployRetrieve = {
  ComponentSet: { fromSource(folder: string): ComponentSet };
  MetadataConverter: new () => Converter;
};

/** The source as a deployment would send it, made by Salesforce's own library: the archive and what it says is in it. */
export const convertPackage = async (
  tools: string,
  { folder, apiVersion }: { folder: string; apiVersion: string },
): Promise<{ archive: Buffer; types: { name: string; members: string[] }[] }> => {
  const { ComponentSet, MetadataConverter } = readTool<SourceDeployRetrieve>(
    tools,
    '@salesforce/source-deploy-retrieve',
  );
  const set = ComponentSet.fromSource(folder);
  // Left out, the library asks Salesforce for the newest version and waits for an answer.
  set.apiVersion = apiVersion;
  set.sourceApiVersion = apiVersion;
  const { zipBuffer } = await new MetadataConverter().convert(set, 'metadata', { type: 'zip' });
  if (!zipBuffer) throw new Error('nothing was converted');
  return { archive: zipBuffer, types: (await set.getObject()).Package.types };
};
