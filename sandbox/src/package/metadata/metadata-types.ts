import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** A value of an element: text of some kind, one of a list of words, or elements below it. */
type ElementType =
  | { kind: 'string' | 'number' | 'boolean' | 'any' }
  | { kind: 'enum'; values: ReadonlySet<string> }
  | { kind: 'object'; name: string };

export type MetadataElement = { type: ElementType; isRequired: boolean; isList: boolean };

/** Type name → the elements it may hold. */
export type MetadataTypes = ReadonlyMap<string, ReadonlyMap<string, MetadataElement>>;

/**
 * The types of the Metadata API as Salesforce publishes them (`@salesforce/types`, made from its WSDL), read from their
 * TypeScript declarations.
 */
export const readMetadataTypes = (): MetadataTypes => {
  const folder = createRequire(import.meta.url).resolve('@salesforce/types/metadata');
  const file = join(folder, '..', 'metadata.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const aliases = new Map(
    source.statements.filter(ts.isTypeAliasDeclaration).map(({ name, type }) => [name.text, type] as const),
  );

  const valuesOf = (node: ts.TypeNode): string[] | null => {
    const members = ts.isUnionTypeNode(node) ? [...node.types] : [node];
    const values = members.flatMap((member) =>
      ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : [],
    );
    return values.length === members.length ? values : null;
  };

  const typeOf = (node: ts.TypeNode): ElementType => {
    if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: 'string' };
    if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: 'number' };
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: 'boolean' };
    const values = valuesOf(node);
    if (values) return { kind: 'enum', values: new Set(values) };
    if (!ts.isTypeReferenceNode(node)) return { kind: 'any' };
    const name = node.typeName.getText(source);
    const alias = aliases.get(name);
    if (!alias) return { kind: 'any' };
    const isObject = ts.isTypeLiteralNode(alias) || ts.isIntersectionTypeNode(alias);
    return isObject ? { kind: 'object', name } : typeOf(alias);
  };

  const elementsOf = (node: ts.TypeNode): (readonly [string, MetadataElement])[] => {
    if (ts.isIntersectionTypeNode(node)) return node.types.flatMap(elementsOf);
    if (ts.isTypeReferenceNode(node)) {
      const alias = aliases.get(node.typeName.getText(source));
      return alias ? elementsOf(alias) : [];
    }
    if (!ts.isTypeLiteralNode(node)) return [];
    return node.members.filter(ts.isPropertySignature).flatMap(({ name, type, questionToken }) => {
      if (!type) return [];
      const isList = ts.isArrayTypeNode(type);
      const element = { type: typeOf(isList ? type.elementType : type), isList };
      return [[name.getText(source), { ...element, isRequired: !questionToken && !isList }] as const];
    });
  };

  return new Map([...aliases].map(([name, node]) => [name, new Map(elementsOf(node))]));
};
