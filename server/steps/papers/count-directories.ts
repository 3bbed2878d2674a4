import { inTurn } from '../../../shared/in-turn.ts';
import type { PaperDirectory } from '../../domain/papers/paper-directory.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Directories of these charities, or of all: counts as they stand now; no card is opened. */
export async function countDirectories(
  rows: StoreReader,
  charities?: ReadonlySet<string>,
): Promise<readonly PaperDirectory[]> {
  const heads = await rows.campaignHeads.all();
  const bases = (await rows.people.bases()).filter(({ charity }) => charities?.has(charity) ?? true);
  return await inTurn.map(bases, async ({ charity: code, openedAtMs }) => ({
    code,
    charity: heads.find(({ charity }) => charity === code)?.charityName ?? code,
    people: await rows.people.count(code),
    groups: (await rows.groups.of(code)).filter(({ state }) => state === 'active').length,
    openedAtMs,
  }));
}
