import type { CallAids } from '../../shared/call-aids.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { Card } from '../../shared/card.ts';
import type { Desk } from '../../shared/desk.ts';
import { cleanDeep } from '../screen/terminal-text.ts';

/** Scripts and aids of campaigns: a version never changes, it is fetched once. A failed fetch is tried again when asked. */
export interface VersionedContent {
  script(campaign: string, version: string): Promise<CallScript>;
  scriptOf(card: Card): Promise<CallScript>;
  aids(campaign: string, version: string): Promise<CallAids>;
}

function fetchedOnce<T>(
  fetch: (campaign: string, version: string) => Promise<T>,
): (campaign: string, version: string) => Promise<T> {
  const known = new Map<string, T>();
  return async (campaign, version) => {
    const key = `${campaign}\n${version}`;
    const found = known.get(key) ?? cleanDeep(await fetch(campaign, version));
    known.set(key, found);
    return found;
  };
}

export function openVersionedContent(desk: Desk): VersionedContent {
  const script = fetchedOnce((campaign, version) => desk.script(campaign, version));
  return {
    script,
    scriptOf: ({ campaign }) => script(campaign.code, campaign.scriptVersion),
    aids: fetchedOnce((campaign, version) => desk.aids(campaign, version)),
  };
}
