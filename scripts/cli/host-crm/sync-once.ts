import { type Synced, syncPeople } from '../../../server/steps/crm/sync-people.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { CommandContext } from '../command-context.ts';
import { hostActor, onHost } from '../host.ts';
import { type JsonFlag, jsonOr } from '../json-output.ts';
import { unopenedCards } from '../people/unopened-cards.ts';
import { configuredCrm } from './open-crm.ts';

interface Asked extends JsonFlag {
  readonly charity: string;
  readonly acceptClosures?: string;
}

/** What the pass did, as counts: nobody is named. */
function syncedLines(done: Synced): readonly string[] {
  const { entering, created, opened, closed, changed, kept, doubles, unread, unopened, editId } = done;
  const told = [
    `HubSpot laisse entrer ${inNumber(entering, 'personne(s)')}.`,
    `Fiches : ${inNumber(created, 'créée(s)')}, ${inNumber(opened, 'rouverte(s)')}, ${inNumber(closed, 'fermée(s)')}, ${inNumber(changed, 'mise(s)')} à jour.`,
  ];
  if (kept > 0)
    told.push(`${inNumber(kept, 'personne(s) effacée(s)')} ici : HubSpot ne les fait pas revenir.`);
  if (doubles > 0)
    told.push(
      `${inNumber(doubles, 'personne(s) laissée(s)')} de côté : leur e-mail est celui d’une autre fiche.`,
    );
  if (unread > 0)
    told.push(
      `${inNumber(unread, 'valeur(s)')} que les champs n’admettent pas : laissées comme elles étaient.`,
    );
  if (unopened > 0)
    told.push(unopenedCards(unopened, 'fermées ou rouvertes comme HubSpot le dit, sans rien d’autre'));
  told.push(
    editId === ''
      ? 'Rien à écrire : l’annuaire suivait déjà.'
      : `Pour revenir en arrière : plateau people undo ${editId}`,
  );
  return told;
}

/** One pass, on the host of the data; a server that runs sees its cards at once. */
export async function syncOnce({ env, terminal }: CommandContext, asked: Asked): Promise<void> {
  const { charity, acceptClosures, json } = asked;
  const { source } = configuredCrm(env);
  const done = await onHost(env, terminal, ({ app }) =>
    syncPeople(app, { source, charity, actor: hostActor(), acceptClosures }),
  );
  jsonOr({ json, terminal }, done, () => {
    for (const line of syncedLines(done)) terminal.line(line);
  });
}
