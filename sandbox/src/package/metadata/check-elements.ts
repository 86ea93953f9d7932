import type { MetadataElement, MetadataTypes } from './metadata-types.ts';
import type { Package, XmlNode } from './read-package.ts';

/** What is wrong with a file, in words for whoever wrote it. */
export type Finding = { path: string; message: string };

/**
 * Holds every file against the types of the Metadata API: unknown elements and words, missing elements, elements that are
 * there twice, numbers and yes-or-no that are none.
 */
export const checkElements = ({ files, broken }: Package, types: MetadataTypes): Finding[] => [
  ...broken.map(({ path, reason }) => ({ path, message: `is no XML: ${reason}` })),
  ...files.flatMap(({ path, root }) => {
    if (!types.has(root.name)) return [{ path, message: `${root.name} is no type of the Metadata API` }];
    return checkNode(root, root.name, types).map((message) => ({ path, message }));
  }),
];

const checkNode = (node: XmlNode, typeName: string, types: MetadataTypes): string[] => {
  const elements = types.get(typeName) ?? new Map<string, MetadataElement>();
  const counts = Map.groupBy(node.children, ({ name }) => name);
  const missing = [...elements]
    .filter(([name, { isRequired }]) => isRequired && name !== 'fullName' && !counts.has(name))
    .map(([name]) => `${typeName} lacks ${name}`);
  return [
    ...missing,
    ...[...counts].flatMap(([name, children]) => {
      const element = elements.get(name);
      if (!element) return [`${typeName} has no element ${name}`];
      if (children.length > 1 && !element.isList) return [`${typeName} has ${name} more than once`];
      return children.flatMap((child) => checkValue(child, element, types).map((message) => `${name}: ${message}`));
    }),
  ];
};

const checkValue = (node: XmlNode, { type }: MetadataElement, types: MetadataTypes): string[] => {
  if (type.kind === 'object') return checkNode(node, type.name, types);
  // Salesforce declares it as text and takes elements.
  if (node.name === 'targetConfigs') return [];
  if (type.kind !== 'any' && node.children.length > 0) return ['holds elements where a value belongs'];
  if (type.kind === 'boolean' && !/^(true|false)$/.test(node.text))
    return [`${node.text || 'nothing'} is not true or false`];
  if (type.kind === 'number' && !/^-?\d+(\.\d+)?$/.test(node.text)) return [`${node.text || 'nothing'} is no number`];
  if (type.kind === 'enum' && !type.values.has(node.text))
    return [`${node.text || 'nothing'} is none of ${[...type.values].slice(0, 8).join(', ')}`];
  return [];
};
