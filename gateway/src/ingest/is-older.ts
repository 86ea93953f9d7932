/** The CRM's time stamp, in one form so that it sorts, and perhaps how the fields were mapped: `2026-…Z#4f2a`. */
const pattern = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)(?:#.*)?$/;

/**
 * Whether one version of a source is older than another. Versions that are no times only differ, and of two that differ
 * the one that comes later counts.
 */
export const isOlder = (version: string, than: string): boolean => compare(version, than, (a, b) => a < b);

/** A deleted source comes back only with a later version: what was read before its end must not revive it. */
export const isNotLater = (version: string, than: string): boolean => compare(version, than, (a, b) => a <= b);

const compare = (a: string, b: string, by: (a: string, b: string) => boolean): boolean => {
  const [first, second] = [a, b].map((version) => pattern.exec(version)?.[1]);
  return first !== undefined && second !== undefined && by(first, second);
};
