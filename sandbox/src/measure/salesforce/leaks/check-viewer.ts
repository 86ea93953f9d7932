import { type Brief, formatRecordKey } from '@dealside/shared';
import { findCanaries } from './canary-book.ts';
import type { ViewerName } from './random-sharing.ts';
import { readAsViewer } from './read-as-viewer.ts';
import { type Known, nothingKnown, type Seen, walkRoutes } from './routes.ts';
import type { CanaryGateway } from './start-canary-gateway.ts';
import { toldForSure } from './told-for-sure.ts';

export type Leak = { viewer: string; route: string; canary: string; text: string };
export type Missing = { viewer: string; about: string; canary: string };

/** The briefs of deals as who may read everything has them, and the ids by which all it holds is found. */
export type OpenWalk = { told: ReadonlyMap<string, ReadonlySet<string>>; known: Known; canaries: number };

export const walkOpen = async (gateway: CanaryGateway): Promise<OpenWalk> => {
  const known = nothingKnown();
  const told = new Map<string, ReadonlySet<string>>();
  const canaries = new Set<string>();
  for await (const { route, about, status, text } of walkRoutes(gateway.as('admin'), known)) {
    for (const canary of findCanaries(text)) canaries.add(canary);
    if (status === 200 && isDealBrief(route, about)) told.set(about, toldForSure(readBrief(text)));
  }
  return { told, known, canaries: canaries.size };
};

const isDealBrief = (route: string, about: string | null): about is string =>
  route === 'brief' && about?.includes(':Opportunity:') === true;

const readBrief = (text: string): Brief => (JSON.parse(text) as { brief: Brief }).brief;

/**
 * Walks all routes as a viewer, going also by the ids that others came to know, and holds every answer, and every text a
 * model was given for it, against what Salesforce itself gives this viewer to read.
 */
export const checkViewer = async (
  gateway: CanaryGateway,
  viewer: ViewerName,
  open: OpenWalk,
): Promise<{ leaks: Leak[]; missing: Missing[]; checks: number; seen: Seen[] }> => {
  const { readable, whole, dealIds } = await readAsViewer(gateway, viewer);
  const known = copyOf(open.known);
  gateway.takePrompts();
  const dealKeys = new Set(
    [...dealIds].map((id) => formatRecordKey({ system: 'salesforce', type: 'Opportunity', id })),
  );
  const leaks: Leak[] = [];
  const missing: Missing[] = [];
  const seen: Seen[] = [];
  const hold = (route: string, text: string) => {
    for (const canary of findCanaries(text)) if (!readable.has(canary)) leaks.push({ viewer, route, canary, text });
  };
  for await (const one of walkRoutes(gateway.as(viewer), known)) {
    const { route, about, text } = one;
    seen.push(one);
    hold(route, text);
    // Also where there is no brief at all.
    if (!isDealBrief(route, about) || !dealKeys.has(about)) continue;
    const shown = findCanaries(text);
    for (const canary of open.told.get(about) ?? [])
      if (whole.has(canary) && !shown.has(canary)) missing.push({ viewer, about, canary });
  }
  hold('prompt', gateway.takePrompts());
  return { leaks, missing, checks: seen.length + 1, seen };
};

const copyOf = ({ insightIds, evidenceIds, jobIds, writeIds, etags }: Known): Known => ({
  insightIds: new Set(insightIds),
  evidenceIds: new Set(evidenceIds),
  jobIds: new Set(jobIds),
  writeIds: new Set(writeIds),
  etags: new Map(etags),
});
