import { AppError, isAppError } from '../../../shared/errors.ts';
import type { ParticipantContent } from '../../domain/people/people-fields.ts';
import { participantPlace, peoplePlace } from '../../domain/people/people-place.ts';
import type { DirectoryScan } from '../../domain/purge/directory-certificate.ts';
import { MOST_ARCHIVE_DAYS } from '../../domain/purge/postgres-remains.ts';
import { type SoughtWord, SoughtWords } from '../../domain/purge/sought-words.ts';
import type { KeptAct, KeptActs } from '../../ports/kept-acts.ts';
import type { Directory } from '../../ports/people/directory.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { Vault } from '../../ports/vault.ts';
import { askOtherRings, destroyCampaignKeys } from '../keys/destroy-campaign-keys.ts';
import { copiesToAttest, destroyKeyCopies, partsOfCampaign } from '../keys/key-copies.ts';
import { openNotedParticipants } from '../people/open-participants.ts';
import { trail } from '../trail.ts';
import { requireTypedCode } from '../typed-code.ts';
import { certifyDirectory, type DirectoryDestroyed, isCertified } from './certify-directory.ts';
import { whatStays } from './gather-words.ts';
import { replaceBackupsBetween } from './purge-backups.ts';
import type { PurgeDeps } from './purge-report.ts';

/** Fragments and blind indexes looked for in what is left, of each. */
const SAMPLES = 200;

export type DirectoryPurgeDeps = PurgeDeps & {
  readonly vault: Pick<Vault, 'openParticipant'>;
  readonly keptActs: Pick<KeptActs, 'all'>;
  readonly directory: Pick<Directory, 'clear'>;
};

export interface DirectoryPurge {
  readonly charity: string;
  /** The charity’s code, typed by the operator: the confirmation. */
  readonly typedCode: string;
  readonly operator: AccountRow;
  /** Login of another account of the house, who checks. */
  readonly verifier: string;
}

type DirectoryAct = Extract<KeptAct, { kind: 'directory' }>;

/** What is looked for in the bytes left: in memory only, and gone after a stop. */
interface Sought {
  readonly needles: readonly Uint8Array[];
  readonly words: readonly SoughtWord[];
  readonly card: ParticipantRow | undefined;
}

const NOTHING_SOUGHT: Sought = { needles: [], words: [], card: undefined };

/**
 * Destroys the directory of a charity for good: rows, keys on every server, the backups that held them; bytes
 * searched again, certificate. The act is kept beside the keys before it is done: an older backup does not bring the directory
 * back, and a stop anywhere is carried on by the schedule. Called again once it is done, it answers the same certificate.
 * AppErrors `code-mismatch`, `same-person`, `account-unknown`, `people-base-unknown`, `directory-held`,
 * `destruction-unproved` until every server has proved that it holds the key no more.
 */
export async function purgeDirectory(
  deps: DirectoryPurgeDeps,
  request: DirectoryPurge,
): Promise<DirectoryDestroyed> {
  const { charity, operator } = request;
  requireTypedCode(charity, request.typedCode);
  const base = await deps.store.read((rows) => rows.people.base(charity));
  const former = actsOf(deps).findLast((act) => act.charity === charity);
  if (!base && former) return await alone(deps, charity, () => endDirectory(deps, former, NOTHING_SOUGHT));
  if (!base) throw baseUnknown();
  await refuseHeld(deps, charity);
  const verifier = await otherPerson(deps, request);
  const sought = await gatherSought(deps, request);
  return await alone(deps, charity, () => destroy(deps, { charity, operator, verifier, sought }));
}

interface Destruction extends Pick<DirectoryPurge, 'charity' | 'operator'> {
  readonly verifier: AccountRow;
  readonly sought: Sought;
}

async function destroy(
  deps: DirectoryPurgeDeps,
  { charity, operator, verifier, sought }: Destruction,
): Promise<DirectoryDestroyed> {
  await deps.store.write(async (rows) => {
    const atMs = deps.clock.nowMs();
    const erased = await rows.people.eraseBase(charity, { operator: operator.id, verifier: verifier.id });
    const detail = { rows: erased.reduce((sum, one) => sum + one.rows, 0), verifier: verifier.id };
    await trail(rows, { actor: operator.id, atMs })('people.destroy', charity, { detail });
  });
  const act = actsOf(deps).findLast((one) => one.charity === charity);
  if (!act) throw baseUnknown();
  return await endDirectory(deps, act, sought);
}

/** Destructions that a stop or another server’s proof left without a certificate are carried on. Twice finds nothing. */
export async function endDirectories(deps: DirectoryPurgeDeps): Promise<number> {
  let ended = 0;
  for (const act of actsOf(deps)) {
    if (deps.purging.has(peoplePlace(act.charity)) || (await isCertified(deps, act))) continue;
    try {
      await alone(deps, act.charity, () => endDirectory(deps, act, NOTHING_SOUGHT));
      ended += 1;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'destruction-unproved') throw error;
    }
  }
  return ended;
}

/** The schedule leaves alone what a request is at: what is sought is in that request's memory. AppError `purge-running`. */
async function alone<T>(deps: DirectoryPurgeDeps, charity: string, work: () => Promise<T>): Promise<T> {
  const place = peoplePlace(charity);
  if (deps.purging.has(place))
    throw new AppError({
      code: 'purge-running',
      kind: 'conflict',
      message: 'La destruction de cet annuaire est en cours.',
      hint: 'Recommencez dans une minute : la même commande rend alors l’attestation.',
    });
  deps.purging.add(place);
  try {
    return await work();
  } finally {
    deps.purging.delete(place);
  }
}

function actsOf({ keptActs }: DirectoryPurgeDeps): readonly DirectoryAct[] {
  return keptActs.all().filter((act) => act.kind === 'directory');
}

async function endDirectory(
  deps: DirectoryPurgeDeps,
  act: DirectoryAct,
  sought: Sought,
): Promise<DirectoryDestroyed> {
  const { charity, operator: actor } = act;
  const place = peoplePlace(charity);
  const keys = { campaign: place, charity: place, isLastOfCharity: true };
  await deps.directory.clear(charity);
  await destroyCampaignKeys(deps, keys);
  await askOtherRings(deps, keys);
  await destroyKeyCopies(deps, { parts: partsOfCampaign(place, place), actor });
  return await certifyDirectory(deps, act, () => scanned(deps, act, sought));
}

async function scanned(
  deps: DirectoryPurgeDeps,
  act: DirectoryAct,
  { needles, words, card }: Sought,
): Promise<DirectoryScan> {
  const backups = await replaceBackupsBetween(deps, {
    actor: act.operator,
    fromMs: act.openedAtMs,
    toMs: act.atMs,
  });
  await deps.backups.idle();
  await deps.store.compact();
  const scan = await deps.traces.scan({ places: deps.scanPlaces(), needles, words });
  const { files, bytes } = scan;
  const hits = scan.hits.length + scan.words.length;
  const openingFailed = card ? await openingFails(deps, card) : null;
  const sought = { needles: needles.length, words: words.length, hits };
  const archiveDays = deps.store.engine === 'postgres' ? (deps.archiveDays ?? MOST_ARCHIVE_DAYS) : null;
  return { files, bytes, ...sought, backups, archiveDays, openingFailed };
}

async function openingFails({ vault }: DirectoryPurgeDeps, card: ParticipantRow): Promise<boolean> {
  try {
    await vault.openParticipant(participantPlace(card), card.sealed);
    return false;
  } catch (error) {
    if (isAppError(error) && error.code === 'campaign-key-missing') return true;
    throw error;
  }
}

/** Opened before the keys go; a card that is damaged or whose key is gone is looked for by its bytes alone. */
async function gatherSought(
  deps: DirectoryPurgeDeps,
  { charity, operator }: DirectoryPurge,
): Promise<Sought> {
  const known = await deps.store.write(async (rows) => {
    const ids = await rows.people.ids(charity);
    const note = trail(rows, { actor: operator.id, atMs: deps.clock.nowMs() });
    await note('people.directory', charity, {
      reason: 'Destruction : mots à rechercher dans ce qui reste',
      detail: { count: ids.length },
    });
    const [first = ''] = ids;
    return {
      ids,
      card: await rows.people.byId(first),
      needles: await rows.people.samples(charity, SAMPLES),
      stays: (await whatStays(rows)).join('\n'),
    };
  });
  const words = new SoughtWords(known.stays);
  for (const id of known.ids) {
    const row = await deps.store.read((rows) => rows.people.byId(id));
    const content = row && (await openedOrNothing(deps, row));
    if (content) words.add(soughtPerson(content));
  }
  return { needles: known.needles, words: words.all(), card: known.card };
}

async function openedOrNothing(
  { vault }: DirectoryPurgeDeps,
  row: ParticipantRow,
): Promise<ParticipantContent | undefined> {
  try {
    return (await openNotedParticipants(vault, [row]))[0];
  } catch (error) {
    if (isAppError(error) && error.code === 'campaign-key-missing') return undefined;
    throw error;
  }
}

function soughtPerson({ values }: ParticipantContent) {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : '');
  const phones = text('telephone') === '' ? [] : [{ e164: text('telephone') }];
  const names = { firstName: text('prenom'), lastName: text('nom') };
  return { ...names, email: text('email'), phones, donorId: '', country: 'FR' as const };
}

async function otherPerson(
  deps: DirectoryPurgeDeps,
  { operator, verifier: login }: DirectoryPurge,
): Promise<AccountRow> {
  const verifier = await deps.store.read((rows) => rows.accounts.byLogin(login));
  if (!verifier)
    throw new AppError({
      code: 'account-unknown',
      kind: 'not-found',
      message: 'Cette personne n’a pas de compte.',
      hint: 'Vérifiez l’identifiant : plateau account list.',
    });
  if (verifier.id !== operator.id) return verifier;
  throw new AppError({
    code: 'same-person',
    kind: 'conflict',
    message: 'Le vérificateur doit être une autre personne que l’opérateur.',
    hint: 'Nommez le compte d’une autre personne avec --verifier.',
  });
}

/** AppError `directory-held`: a copy of the keys is out of the house, or PostgreSQL’s own copies have no known end. */
async function refuseHeld(deps: DirectoryPurgeDeps, charity: string): Promise<void> {
  const place = peoplePlace(charity);
  const copies = await deps.store.read((rows) => rows.keyCopies.ofParts(partsOfCampaign(place, place)));
  const [away] = await copiesToAttest(deps.keyCopies, copies);
  const isUndated = deps.store.engine === 'postgres' && deps.archiveDays === undefined;
  if (!away && !isUndated) return;
  throw new AppError({
    code: 'directory-held',
    kind: 'conflict',
    message: away
      ? `Copie du trousseau ${away.id} : elle porte encore la clé de cet annuaire.`
      : 'La base est dans PostgreSQL, et rien ne dit combien de jours ses archives sont gardées.',
    hint: away
      ? `Détruisez-y la clé, puis attestez-le : plateau keys copy-destroyed ${away.id}.`
      : 'Donnez PLATEAU_DATABASE_ARCHIVE_DAYS (30 au plus), puis relancez le serveur.',
  });
}

function baseUnknown(): AppError {
  return new AppError({
    code: 'people-base-unknown',
    kind: 'not-found',
    message: 'Aucun annuaire n’est ouvert sous ce code.',
    hint: 'Les annuaires ouverts : « plateau people fields show --charity UNION ».',
  });
}
