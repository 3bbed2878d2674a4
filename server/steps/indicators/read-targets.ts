import type { BoardFigures } from '../../../shared/floor-board.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { readIndicators } from './read-campaign-figures.ts';

/**
 * The indicators that have a target, of each of the lead's open campaigns. Sums the whole campaign: asked once a
 * minute, not at each frame.
 */
export function readTargets(
  deps: { readonly store: Store; readonly clock: Clock },
  { lead }: { readonly lead: AccountRow },
): readonly BoardFigures[] {
  const open = deps.store.read((rows) =>
    lead.campaigns.filter((code) => rows.campaigns.byCode(code)?.state === 'open'),
  );
  return open.map((campaign) => {
    const { lines, indicators } = readIndicators(deps, { campaign, account: lead });
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
