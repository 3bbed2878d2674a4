import { AppError } from '../../../shared/errors.ts';
import type { BreachEventKind } from '../../domain/papers/breach.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { type BreachView, requireBreach, viewBreach } from './breach-view.ts';

export interface BreachEvent {
  readonly id: string;
  readonly kind: BreachEventKind;
  readonly text: string;
  readonly actor: string;
}

/**
 * Adds to the file of a breach: a finding, a measure, the word given to the charity, or its end. Nothing is ever rewritten: a
 * second word follows the first. Its end is refused as long as the charity was not told, `charity-not-told`; nothing follows
 * it, `breach-closed`. AppErrors `breach-unknown`, `custody-text`.
 */
export async function followBreach(
  deps: { readonly store: Store; readonly clock: Clock },
  { id, kind, text, actor }: BreachEvent,
): Promise<BreachView> {
  refusePersonalText(text);
  return await deps.store.write(async (rows) => {
    const breach = await requireBreach(rows, id);
    const before = await rows.breaches.eventsOf(id);
    if (before.some((one) => one.kind === 'closed')) throw closed();
    if (kind === 'closed' && !before.some((one) => one.kind === 'charity-told')) throw charityNotTold();
    const atMs = deps.clock.nowMs();
    await rows.breaches.addEvent({ breachId: id, rank: before.length + 1, kind, atMs, author: actor, text });
    for (const campaign of breach.campaigns)
      await trail(rows, { actor, atMs })(`breach.${kind}`, id, { campaign, reason: text });
    return await viewBreach(rows, breach, atMs);
  });
}

function closed(): AppError {
  return new AppError({
    code: 'breach-closed',
    kind: 'conflict',
    message: 'Ce dossier de violation est clos : rien ne s’y ajoute.',
    hint: 'Ouvrez un autre dossier, qui cite son numéro.',
  });
}

function charityNotTold(): AppError {
  return new AppError({
    code: 'charity-not-told',
    kind: 'conflict',
    message: 'L’association n’a pas été prévenue : le dossier ne se clôt pas.',
    hint: 'Remettez-lui le dossier (plateau breach pack), puis : plateau breach note … --what charity-told.',
  });
}
