import type { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { PART_WORDS, scriptName } from '../../domain/said/part-words.ts';
import { type SaidContent, type ScriptDraft, saysTheSame } from '../../domain/said/script-draft.ts';
import type { ScriptKey } from '../../ports/rows/script-lives.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { SAID_PARTS, type SaidRows } from './said-parts.ts';
import { putInForce } from './script-enforce.ts';
import { auditScript, lifeIn, scriptRefusal } from './script-standing.ts';

/** What `campaign create` puts in force. */
export interface LoadedVersion {
  readonly campaign: string;
  readonly draft: ScriptDraft;
}

function keyOf({ campaign, draft }: LoadedVersion): ScriptKey {
  return { campaign, kind: draft.body.kind, version: draft.version };
}

/**
 * Judged by content where a version only names it: what was in force before lives were kept has another version text for the
 * same words.
 */
async function isServed(rows: SaidRows, loaded: LoadedVersion): Promise<boolean> {
  const key = keyOf(loaded);
  const served = await SAID_PARTS[key.kind].served(rows, key);
  return served !== undefined && saysTheSame(served, loaded.draft.body);
}

/** Those of a folder's versions that are not in force yet. */
export async function versionsToEnforce(
  rows: StoreReader,
  campaign: string,
  drafts: readonly ScriptDraft[],
): Promise<readonly LoadedVersion[]> {
  const known = await rows.campaignHeads.byCode(campaign);
  const loaded = drafts.map((draft) => ({ campaign, draft }));
  return known ? await inTurn.filter(loaded, async (one) => !(await isServed(rows, one))) : loaded;
}

/**
 * Those that are said already and that no life follows: of a line that was loaded before its texts had one. What is in force is
 * taken as it stands.
 */
export async function versionsToFollow(
  rows: StoreReader,
  campaign: string,
  drafts: readonly ScriptDraft[],
): Promise<readonly LoadedVersion[]> {
  if (!(await rows.campaignHeads.byCode(campaign))) return [];
  const loaded = drafts.map((draft) => ({ campaign, draft }));
  return await inTurn.filter(
    loaded,
    async (one) =>
      (await isServed(rows, one)) && !(await rows.scriptLives.inForce(campaign, one.draft.body.kind)),
  );
}

/**
 * A campaign that exists takes other words or amounts from its folder only where that content was approved before: whoever loads
 * cannot approve. AppErrors `script-not-approved` (with every part concerned), `script-withdrawn`, `script-version-reused`,
 * `script-notes-missing`.
 */
export async function refuseUnapprovedLoad(
  rows: StoreReader,
  { aids, settings: { code } }: SaidContent,
  loaded: readonly LoadedVersion[],
): Promise<void> {
  if (!aids && (await rows.aids.currentVersion(code)) !== undefined) throw notesMissing();
  await refuseUnapproved(rows, code, loaded);
}

/** The same of its versions alone. */
export async function refuseUnapproved(
  rows: StoreReader,
  code: string,
  loaded: readonly LoadedVersion[],
): Promise<void> {
  const unapproved = (await inTurn.filter(loaded, async (one) => !(await isApproved(rows, one)))).map(
    ({ draft }) => draft.body.kind,
  );
  const [first] = unapproved;
  if (first === undefined) return;
  const named = unapproved.map((kind) => PART_WORDS[kind].all).join(', ');
  const kind = first === 'script' ? '' : ` --kind ${first}`;
  throw scriptRefusal('script-not-approved', [
    `Ce dossier change ${named} sans que l’association l’ait approuvé : rien n’a été chargé.`,
    `Pour chaque partie : plateau script import ${code} DOSSIER${kind}, puis submit, approve par une autre personne, enforce.`,
  ]);
}

async function isApproved(rows: StoreReader, loaded: LoadedVersion): Promise<boolean> {
  const key = keyOf(loaded);
  const life = await rows.scriptLives.byKey(key);
  if (!life || life.state === 'draft' || life.state === 'submitted') return false;
  const name = scriptName(key.kind, key.version);
  const known = await rows.scriptLives.body(key);
  if (!known || !saysTheSame(known, loaded.draft.body))
    throw scriptRefusal('script-version-reused', [
      `${name} existe déjà avec un autre contenu.`,
      'Donnez un nouveau numéro à « version » dans script.yaml, puis rechargez.',
    ]);
  if (life.state === 'retired' && life.retiredReason !== '')
    throw scriptRefusal('script-withdrawn', [
      `${name} a été retiré pour de bon : il ne revient pas.`,
      'Importez une nouvelle version, à faire approuver.',
    ]);
  return life.state === 'approved';
}

/** Taking away what was approved is a change like another. */
function notesMissing(): AppError {
  return scriptRefusal('script-notes-missing', [
    'Ce dossier n’a plus ni note ni objection ; celles en vigueur ont été approuvées.',
    'Remettez dans le dossier knowledge/ et objections.yaml, puis rechargez.',
  ]);
}

interface Loading {
  readonly atMs: number;
  readonly actor: string;
  /** Who approved the first versions for the charity; absent: said only by the act of creation. */
  readonly approvedBy?: string | undefined;
}

/** Puts the version in force with its approval, in the transaction of the load. In force already: nothing. */
export async function enforceLoaded(
  rows: StoreWriter,
  loaded: LoadedVersion,
  { atMs, actor, approvedBy }: Loading,
): Promise<void> {
  const key = keyOf(loaded);
  const life = await rows.scriptLives.byKey(key);
  if (life?.state === 'in-force') return;
  if (!life || life.state === 'draft' || life.state === 'submitted') {
    const { hash, body } = loaded.draft;
    await rows.scriptLives.putDraft({ ...key, hash, importedAtMs: atMs, importedBy: actor }, body);
    await rows.scriptLives.change(key, {
      state: 'approved',
      submittedAtMs: atMs,
      submittedBy: actor,
      approvedAtMs: atMs,
      approvedBy: actor,
      approval: approvedBy ?? 'à la création',
    });
    await auditScript(rows, { ...key, hash }, { atMs, actor, action: 'approve', detail: { atLoad: 1 } });
  }
  await putInForce(rows, await lifeIn(rows, key), { atMs, actor });
}
