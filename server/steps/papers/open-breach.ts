import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { type BreachKind, breachId } from '../../domain/papers/breach.ts';
import type { Clock } from '../../ports/clock.ts';
import { requireCampaign } from '../find-campaign.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { type BreachView, viewBreach } from './breach-view.ts';
import { type GatherDeps, gatherBreach } from './gather-breach.ts';

export interface NewBreach {
  readonly campaigns: readonly string[];
  readonly kinds: readonly BreachKind[];
  readonly discoveredAtMs: number;
  readonly reason: string;
  readonly actor: string;
}

/**
 * Opens the file of a breach with what the house knows at once: campaigns, counts, what was sealed, who had access, the
 * log's timeline. The 72 h run from the discovery. The same campaigns at the same instant of discovery are refused,
 * `breach-already-open`. AppErrors `campaign-unknown`, `breach-discovered-later`, `custody-text`.
 */
export async function openBreach(
  deps: GatherDeps & { readonly clock: Clock },
  request: NewBreach,
): Promise<BreachView> {
  const { kinds, discoveredAtMs, reason, actor } = request;
  const codes = [...new Set(request.campaigns)].sort();
  refusePersonalText(reason);
  if (discoveredAtMs > deps.clock.nowMs()) throw discoveredLater();
  const campaigns = await deps.store.read((rows) => inTurn.map(codes, (code) => requireCampaign(rows, code)));
  const facts = await gatherBreach(deps, { campaigns, discoveredAtMs, openedAtMs: deps.clock.nowMs() });
  return await deps.store.write(async (rows) => {
    const all = await rows.breaches.all();
    const twin = all.find((one) => one.discoveredAtMs === discoveredAtMs && sameCodes(one.campaigns, codes));
    if (twin) throw alreadyOpen(twin.id);
    const openedAtMs = deps.clock.nowMs();
    const id = breachId(civilDate(openedAtMs), all.length + 1);
    const breach = { id, kinds, campaigns: codes, discoveredAtMs, openedAtMs, author: actor, reason, facts };
    await rows.breaches.add(breach);
    for (const code of codes)
      await trail(rows, { actor, atMs: openedAtMs })('breach.open', id, {
        campaign: code,
        reason,
        detail: { discoveredAtMs, kinds: kinds.join(' ') },
      });
    return await viewBreach(rows, breach, openedAtMs);
  });
}

function sameCodes(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((code, at) => code === b[at]);
}

function discoveredLater(): AppError {
  return new AppError({
    code: 'breach-discovered-later',
    kind: 'invalid',
    message: 'La découverte est datée dans le futur.',
    hint: 'Donnez l’instant où quelqu’un de la maison l’a su, par exemple 2026-11-24T09:30+01:00.',
  });
}

function alreadyOpen(id: string): AppError {
  return new AppError({
    code: 'breach-already-open',
    kind: 'conflict',
    message: `Cette violation a déjà son dossier : ${id}.`,
    hint: 'Ajoutez-y ce que vous savez de plus : plateau breach note.',
  });
}
