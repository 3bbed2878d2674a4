import { type AskedPeople, peopleForbidden } from '../people/people-access.ts';
import { knownCard } from '../people/show-participant.ts';
import { trail } from '../trail.ts';
import type { AgendaDeps } from './keep-events.ts';

/**
 * That person followed that training: slots that need it are open to them. The practice of a pledge line notes
 * itself, under the code of the line. AppErrors `people-card-unknown`, `people-forbidden`. Twice keeps the first day.
 */
export async function learnTraining(
  { store, clock }: AgendaDeps,
  { card, training, ...asked }: AskedPeople & { readonly card: string; readonly training: string },
): Promise<{ readonly trainings: readonly string[] }> {
  const atMs = clock.nowMs();
  const author = asked.account.id;
  return await store.write(async (rows) => {
    const { row, asker, standing } = await knownCard(rows, { ...asked, card });
    const coordinates = (asker.participant?.belongings ?? []).some(
      ({ group, level }) =>
        level === 'coordinator' &&
        standing.belongings.some((one) => one.group === group || one.parent === group),
    );
    if (asker.office !== 'mobilisation' && !coordinates) throw peopleForbidden('d’y noter une formation');
    await rows.agenda.learn({ participant: row.id, training, author, atMs });
    await trail(rows, { actor: author, atMs })('people.learn', row.id, { detail: { training } });
    return { trainings: await rows.agenda.trainings(row.id) };
  });
}
