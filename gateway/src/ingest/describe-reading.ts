import type { ChangePage } from '../connectors/crm/crm-connector.ts';

export type SyncProgress = {
  /** 0..1 */
  progress: number;
  /** `Reading Contact: 40,000 of about 120,000, 3 min left`. */
  step: string;
};

/** An estimate before this is a guess. */
const estimatedAfterMs = 5_000;

/** Says how far the reading of one object is, with an estimate where its size is known. */
export const describeReading = ({
  object,
  index,
  steps,
  before = [],
  onProgress,
  now = () => performance.now(),
}: {
  object: string;
  /** Of `steps` objects to read. */
  index: number;
  steps: number;
  /** What has been read of other objects: `Account 16,004`. */
  before?: readonly string[];
  onProgress: ((progress: SyncProgress) => void) | undefined;
  now?: () => number;
}): { say(count: number, load?: ChangePage['load']): void } => {
  let furthest = 0;
  let begun: { at: number; read: number } | null = null;

  const minutesLeft = ({ read, of }: { read: number; of: number }): string => {
    begun ??= { at: now(), read };
    const ms = now() - begun.at;
    const done = read - begun.read;
    if (ms < estimatedAfterMs || done <= 0) return '';
    const minutes = Math.ceil((Math.max(0, of - read) * ms) / done / 60_000);
    return minutes === 0 ? '' : `, about ${minutes} min left`;
  };

  return {
    say(count, load) {
      if (!onProgress) return;
      // What comes behind a load, the changes since, does not go back to its beginning.
      const at = (share: number) => {
        furthest = Math.max(furthest, Math.min(1, share));
        return (index + furthest) / steps;
      };
      if (!load) {
        const soFar = count > 0 ? `: ${count.toLocaleString('en')} so far` : '';
        return onProgress({ progress: at(0), step: `Reading ${object}${soFar}` });
      }
      const { read, of, isGathering } = load;
      const places = `${read.toLocaleString('en')}${of === null ? '' : ` of about ${of.toLocaleString('en')}`}`;
      if (isGathering)
        return onProgress({ progress: at(0), step: `Waiting for the CRM to gather ${object}: ${places}` });
      const left = of === null ? '' : minutesLeft({ read, of });
      const done = before.length === 0 ? '' : `. Before it ${before.join(', ')}`;
      onProgress({ progress: at(of ? read / of : 0), step: `Reading ${object}: ${places}${left}${done}` });
    },
  };
};
