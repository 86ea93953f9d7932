/**
 * The fields a user sees, in the names of those they stand for: where a value is read from another field, who may see
 * that field decides, and not who may see the standard one.
 * @param meant standard field → the field its value is read from.
 */
export const followMoved = (
  described: ReadonlySet<string>,
  meant: ReadonlyMap<string, string>,
): ReadonlySet<string> => {
  const seen = new Set(described);
  for (const [standard, source] of meant) {
    if (described.has(lookupOf(source))) seen.add(lookupOf(standard));
    else seen.delete(lookupOf(standard));
  }
  return seen;
};

/** `Owner.Name` is seen by who sees `OwnerId`, `Partner__r.Name` by who sees `Partner__c`. */
const lookupOf = (field: string): string => {
  const [relation, related] = field.split('.');
  if (related === undefined || relation === undefined) return field;
  return relation.endsWith('__r') ? relation.replace(/__r$/, '__c') : `${relation}Id`;
};
