import { inTurn } from '../../../shared/in-turn.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';
import type { Finding } from './finding.ts';

const PART = 'textes approuvés';

/** `PL-2026 : mentions, e-mail du lien`; those of open campaigns and lines that say something else than was approved. */
async function differing(rows: StoreReader): Promise<readonly string[]> {
  const open = (await rows.campaignHeads.all()).filter(({ state }) => state === 'open');
  return await inTurn.flatMap(open, async (one) => {
    const parts = await unapprovedParts(rows, one);
    return parts.length === 0
      ? []
      : [`${one.code} : ${parts.map((kind) => PART_WORDS[kind].label).join(', ')}`];
  });
}

/** Nobody is told anything but what two people approved: where that no longer holds, no card and no form opens. */
export async function examineTexts({ store }: { readonly store: Store }): Promise<Finding> {
  const different = await store.read(differing);
  if (different.length === 0)
    return { part: PART, ok: true, message: 'rien d’autre ne se dit ni ne part', hint: '' };
  return {
    part: PART,
    ok: false,
    message: `pas ce qui a été approuvé — ${different.join(' ; ')} : aucun appel n’y est donné ni reçu`,
    hint: 'Voyez l’écart (plateau script diff CAMPAGNE), puis remettez ce qui est approuvé (plateau script enforce CAMPAGNE VERSION).',
  };
}
