import { AppError } from '../../../shared/errors.ts';
import { problemLine } from '../../domain/campaign/campaign-check-problem.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { PeopleField } from '../../domain/people/people-fields.ts';
import { checkPeopleFields } from '../../domain/people/people-fields-check.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { withKeysMade } from '../keys/make-keys.ts';
import { trail } from '../trail.ts';
import { type AskedPeople, fieldsOf, peopleRoom, refuseWithoutOffice } from './people-access.ts';

export interface PeopleBaseDeps {
  readonly store: Store;
  readonly vault: Parameters<typeof withKeysMade>[0]['vault'];
  readonly clock: Clock;
}

export interface LoadedFields {
  readonly isNew: boolean;
  readonly fields: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

interface FieldsToLoad extends AskedPeople {
  readonly charity: string;
  readonly yaml: string;
  readonly accept: readonly string[];
}

function checked(text: string): readonly PeopleField[] {
  const { value, problems } = checkPeopleFields(text);
  if (value) return value;
  const [first] = problems;
  throw new AppError({
    code: 'people-fields-wrong',
    kind: 'invalid',
    message: `Ce personnes.yaml a ${problems.length} défaut${problems.length > 1 ? 's' : ''} : rien n’a changé.`,
    hint: `${first ? problemLine(first) : ''} — tous les défauts : « plateau people fields check ».`,
  });
}

/**
 * Gives a charity its directory, or other fields to the one it has. A field taken away hides its values: `accept`
 * names those that may be, else AppError `people-fields-removed` and nothing changes. The first loading makes the keys, and
 * is the data officer's. AppErrors `people-fields-wrong`, `people-charity-unknown`, `people-base-unknown`. Twice the same
 * changes nothing.
 */
export async function loadPeopleFields(deps: PeopleBaseDeps, asked: FieldsToLoad): Promise<LoadedFields> {
  const { store, clock } = deps;
  const { account, charity, yaml: text, accept } = asked;
  const fields = checked(text);
  const known = await store.read((rows) => rows.people.base(charity));
  if (!known && account.role === 'dataOfficer') return await openBase(deps, asked, fields.length);
  return await store.write(async (rows) => {
    const note = trail(rows, { actor: account.id, atMs: clock.nowMs() });
    const { base, asker } = await peopleRoom(rows, { account, charity });
    refuseWithoutOffice(asker, 'd’en changer les champs');
    const before = fieldsOf(base);
    const removed = without(before, fields);
    const untold = removed.filter((key) => !accept.includes(key));
    if (untold.length > 0) throw fieldsRemoved(untold);
    if (base.fields !== text) {
      await rows.people.setFields(charity, text);
      const detail = { fields: fields.length, sha256: sha256(text), removed: removed.length };
      await note('people.fields', charity, { detail });
    }
    return { isNew: false, fields: fields.length, added: without(fields, before), removed };
  });
}

/** The keys, then the base; somebody else who opened it meanwhile keeps the fields that they gave. */
async function openBase(deps: PeopleBaseDeps, asked: FieldsToLoad, fields: number): Promise<LoadedFields> {
  const { account, charity, yaml: text } = asked;
  await refuseUnknownCharity(deps.store, charity);
  const place = peoplePlace(charity);
  const isNew = await withKeysMade(deps, { place, charity: place }, ({ claim }) =>
    deps.store.write(async (rows) => {
      const atMs = deps.clock.nowMs();
      await claim(rows, atMs);
      if (await rows.people.base(charity)) return false;
      await rows.people.openBase({ charity, fields: text, openedAtMs: atMs });
      const detail = { fields, sha256: sha256(text) };
      await trail(rows, { actor: account.id, atMs })('people.base-open', charity, { detail });
      return true;
    }),
  );
  return isNew ? { isNew, fields, added: [], removed: [] } : await loadPeopleFields(deps, asked);
}

function without(of: readonly PeopleField[], others: readonly PeopleField[]): readonly string[] {
  return of.map(({ key }) => key).filter((key) => !others.some((one) => one.key === key));
}

function fieldsRemoved(keys: readonly string[]): AppError {
  return new AppError({
    code: 'people-fields-removed',
    kind: 'conflict',
    message: `Ces champs ne sont plus dans le fichier : ${keys.join(', ')}. Rien n’a changé.`,
    hint: `Remettez-les, ou acceptez que leurs valeurs ne se voient plus et partent avec la prochaine écriture de chaque fiche : « --forget ${keys.join(' --forget ')} ».`,
  });
}

async function refuseUnknownCharity(store: Store, charity: string): Promise<void> {
  // Whose calls go out or come in: a charity may have a pledge line alone.
  const all = await store.read((rows) => rows.campaignHeads.all());
  if (all.some((one) => one.charity === charity)) return;
  throw new AppError({
    code: 'people-charity-unknown',
    kind: 'not-found',
    message: 'Aucune association ne porte ce code.',
    hint: 'Chargez d’abord une de ses campagnes : « plateau campaign create ».',
  });
}
