/** A record type of an Avro schema, as far as field names go. */
export type NamedFields = { name: string; components: readonly string[] | null }[];

/** The names of a schema's fields by position, and of those that are compounds the names of their components. */
export const readNames = (schema: { fields: readonly { name: string; type: unknown }[] }): NamedFields =>
  schema.fields.map(({ name, type }) => ({ name, components: componentsOf(type) }));

const componentsOf = (type: unknown): string[] | null => {
  for (const option of Array.isArray(type) ? type : [type])
    if (isRecordType(option)) return option.fields.map(({ name }) => name);
  return null;
};

const isRecordType = (type: unknown): type is { fields: { name: string }[] } =>
  typeof type === 'object' && type !== null && 'fields' in type && Array.isArray(type.fields);

/**
 * `['0x650004E0', '4-0x10']` → names. A bitmap counts fields from its lowest bit; one behind `4-` counts the components
 * of the compound field at position 4 (Pub/Sub API, "Event Deserialization Considerations").
 */
export const decodeChangedFields = (fields: NamedFields, bitmaps: readonly string[]): string[] =>
  bitmaps.flatMap((bitmap) => {
    const [, parent, hex = ''] = /^(?:(\d+)-)?0x([0-9a-fA-F]+)$/.exec(bitmap) ?? [];
    if (hex === '') return [];
    if (parent === undefined) return positionsOf(hex).flatMap((position) => fields[position]?.name ?? []);
    const { name, components } = fields[Number(parent)] ?? { name: null, components: null };
    if (name === null) return [];
    return positionsOf(hex).flatMap((position) => (components?.[position] ? [`${name}.${components[position]}`] : []));
  });

const positionsOf = (hex: string): number[] => {
  const positions: number[] = [];
  for (let bits = BigInt(`0x${hex}`), position = 0; bits > 0n; bits >>= 1n, position += 1)
    if (bits & 1n) positions.push(position);
  return positions;
};
