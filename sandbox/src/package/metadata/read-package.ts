import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of an XML file: its text, or the elements below it, in the order of the file. */
export type XmlNode = { name: string; text: string; children: XmlNode[] };

/** A metadata file of the package; `name` is what other files call it by. */
export type MetadataFile = { path: string; name: string; root: XmlNode };

export type Package = {
  folder: string;
  files: MetadataFile[];
  /** Files that are no XML at all, and why. */
  broken: { path: string; reason: string }[];
  /** Names of Lightning Web Components and Apex classes. */
  components: ReadonlySet<string>;
  classes: ReadonlySet<string>;
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: true,
});

/** Reads every metadata file of an SFDX source folder (`force-app/main/default`). */
export const readPackage = (folder: string): Package => {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files: MetadataFile[] = [];
  const broken: Package['broken'] = [];
  for (const path of all.filter((file) => file.endsWith('-meta.xml')).sort()) {
    const xml = readFileSync(join(folder, path), 'utf8');
    const valid = XMLValidator.validate(xml);
    if (valid !== true) {
      broken.push({ path, reason: `${valid.err.msg} (line ${valid.err.line})` });
      continue;
    }
    const [root] = toNodes(parser.parse(xml));
    if (root) files.push({ path, name: nameOf(path), root });
    else broken.push({ path, reason: 'there is nothing in it' });
  }
  return {
    folder,
    files,
    broken,
    components: new Set(files.filter(({ root }) => root.name === 'LightningComponentBundle').map(({ name }) => name)),
    classes: new Set(all.filter((file) => file.endsWith('.cls')).map((file) => basename(file, '.cls'))),
  };
};

/** `layouts/A-B.layout-meta.xml` → `A-B`; reports and dashboards carry their folder: `Dealside_Reports/Insights_by_Kind`. */
const nameOf = (path: string): string => {
  const name = basename(path).replace(/\.[^.]+-meta\.xml$/, '');
  const [type = '', ...folders] = relative('.', path).split('/').slice(0, -1);
  return type === 'reports' || type === 'dashboards' ? [...folders, name].join('/') : name;
};

type Ordered = Record<string, unknown>;

const toNodes = (ordered: unknown): XmlNode[] =>
  (ordered as Ordered[]).flatMap((entry) => {
    const [name, content] = Object.entries(entry).find(([key]) => key !== ':@') ?? [];
    if (name === undefined || name === '#text' || name.startsWith('?')) return [];
    const inner = content as Ordered[];
    const text = inner.flatMap((child) => ('#text' in child ? [String(child['#text'])] : [])).join('');
    return [{ name, text, children: toNodes(inner) }];
  });

/** The texts of all elements of this name directly below. */
export const textsOf = ({ children }: XmlNode, name: string): string[] =>
  children.filter((child) => child.name === name).map(({ text }) => text);

export const textOf = (node: XmlNode, name: string): string | null => textsOf(node, name)[0] ?? null;

export const childrenOf = ({ children }: XmlNode, name: string): XmlNode[] =>
  children.filter((child) => child.name === name);

/** Every element of this name at any depth. */
export const findAll = (node: XmlNode, name: string): XmlNode[] => [
  ...childrenOf(node, name),
  ...node.children.flatMap((child) => findAll(child, name)),
];
