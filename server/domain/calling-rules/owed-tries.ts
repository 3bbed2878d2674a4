import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { type PartCounts, partWish } from './cadence-parts.ts';
import type { CallPart } from './calling-rules-spans.ts';

const PARTS: readonly CallPart[] = ['M', 'A', 'S', 'SA'];

/** For which counts of tries a retry waits for another part of the day than the one that runs (cadence-parts.ts). */
export interface OwedTries {
  /** More tries than that are not looked at here. */
  readonly most: number;
  /** By the part that runs: counts as `tries in M, A, S, SA`, with a space between. */
  readonly waits: Readonly<Record<CallPart, readonly string[]>>;
}

const known = new WeakMap<CampaignSettings, OwedTries>();

/** Made once for settings that stay the same object. */
export function owedTries(settings: CampaignSettings): OwedTries {
  const made = known.get(settings) ?? makeOwedTries(settings);
  known.set(settings, made);
  return made;
}

function makeOwedTries(settings: CampaignSettings): OwedTries {
  const most = settings.cadence.maxAttempts;
  const owing = countsUpTo(most).flatMap((counts) => {
    const wish = partWish(counts, settings);
    const tries = `${counts.M} ${counts.A} ${counts.S} ${counts.SA}`;
    return wish.owed ? [{ tries, parts: wish.parts }] : [];
  });
  const waitsIn = (part: CallPart) =>
    owing.filter(({ parts }) => !parts.includes(part)).map((one) => one.tries);
  return { most, waits: { M: waitsIn('M'), A: waitsIn('A'), S: waitsIn('S'), SA: waitsIn('SA') } };
}

function countsUpTo(most: number): readonly PartCounts[] {
  const none: PartCounts = { M: 0, A: 0, S: 0, SA: 0 };
  return PARTS.reduce<readonly PartCounts[]>(
    (all, part) =>
      all.flatMap((counts) => {
        const left = most - (counts.M + counts.A + counts.S + counts.SA);
        return Array.from({ length: left + 1 }, (_, tries) => ({ ...counts, [part]: tries }));
      }),
    [none],
  );
}
