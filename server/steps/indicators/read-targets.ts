import type { BoardFigures } from '../../../shared/floor-board.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { readIndicators } from './read-campaign-figures.ts';

/**
 * The indicators that have a target, of each of the lead's open campaigns. Sums the whole campaign: asked once a
 * minute, not at each frame.
 */
export async function readTargets(
  deps: { readonly store: Store; readonly clock: Clock },
  { lead }: { readonly lead: AccountRow },
): Promise<readonly BoardFigures[]> {
  const open = await deps.store.read((rows) =>
    inTurn.filter(lead.campaigns, async (code) => (await rows.campaigns.byCode(code))?.state === 'open'),
  );
  return await inTurn.map(open, async (campaign) => {
    const { lines, indicators } = await readIndicators(deps, { campaign, account: lead });
    const all = indicators.flatMap((one) => [one, ...one.companions]);
    const figures = all.flatMap(({ label, distance }) => {
      const line = lines.find(([, text, , , target]) => text === label && target !== '');
      if (!distance || !line) return [];
      const [, , , cumulated = '', target = '', gap = ''] = line;
      return [{ label, cumulated, target, distance: gap, isReached: (distance.scaled ?? -1) >= 0 }];
    });
    return { campaign, figures };
  });
}
