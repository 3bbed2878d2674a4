import { isDeepStrictEqual } from 'node:util';
import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { aidsHash } from '../../domain/campaign/aids-version.ts';
import type { CampaignSettings } from '../../domain/campaign/campaign-settings.ts';
import type { ScriptDraft } from '../../domain/campaign-check/script-draft.ts';
import type { ScriptKey } from '../../ports/rows/script-lives.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { putInForce } from './script-enforce.ts';
import { auditScript, lifeIn, scriptName, scriptRefusal } from './script-standing.ts';

/** What `campaign create` puts in force, and on whose word. */
export interface LoadedVersion {
  readonly campaign: string;
  readonly draft: ScriptDraft;
  /** Who approved for the charity; absent: said only by the act of creation. */
  readonly approvedBy: string | undefined;
}

function keyOf({ campaign, draft }: LoadedVersion): ScriptKey {
  return { campaign, kind: draft.body.kind, version: draft.version };
}

/**
 * A campaign that exists takes another version from its folder only when that content was approved, here or before. AppErrors
 * `script-not-approved`, `script-withdrawn`, `script-version-reused`.
 */
export function refuseUnapprovedLoad(rows: StoreReader, loaded: LoadedVersion): void {
  const key = keyOf(loaded);
  const life = rows.scriptLives.byKey(key);
  const name = scriptName(key.kind, key.version);
  if (life && life.state !== 'draft' && life.state !== 'submitted') {
    if (!isDeepStrictEqual(rows.scriptLives.body(key), loaded.draft.body))
      throw scriptRefusal('script-version-reused', [
        `${name} existe déjà avec un autre contenu.`,
        'Donnez un nouveau numéro à « version » dans script.yaml, puis rechargez.',
      ]);
    if (life.state === 'approved') return;
    if (life.state === 'retired' && life.retiredReason !== '')
      throw scriptRefusal('script-withdrawn', [
        `${name} a été retiré pour de bon : il ne revient pas.`,
        'Importez une nouvelle version, à faire approuver.',
      ]);
  }
  if (loaded.approvedBy !== undefined) return;
  throw scriptRefusal('script-not-approved', [
    `${name} de ce dossier n’est pas celui qui est en vigueur, et rien ne dit que l’association l’a approuvé.`,
    'Suivez plateau script import, submit, approve, enforce ; ou donnez --approved-by "nom, référence" si c’est déjà fait.',
  ]);
}

/** Puts the version in force with its approval, in the transaction of the load. In force already: nothing. */
export function enforceLoaded(
  rows: StoreWriter,
  loaded: LoadedVersion,
  { atMs, actor }: { readonly atMs: number; readonly actor: string },
): void {
  const key = keyOf(loaded);
  const life = rows.scriptLives.byKey(key);
  if (life?.state === 'in-force') return;
  if (!life || life.state === 'draft' || life.state === 'submitted') {
    const { hash, body } = loaded.draft;
    rows.scriptLives.putDraft({ ...key, hash, importedAtMs: atMs, importedBy: actor }, body);
    rows.scriptLives.change(key, {
      state: 'approved',
      submittedAtMs: atMs,
      submittedBy: actor,
      approvedAtMs: atMs,
      approvedBy: actor,
      approval: loaded.approvedBy ?? 'à la création',
    });
    auditScript(rows, { ...key, hash }, { atMs, actor, action: 'approve', detail: { atLoad: 1 } });
  }
  putInForce(rows, lifeIn(rows, key), { atMs, actor });
}

interface LoadedContent {
  readonly settings: CampaignSettings;
  readonly script: CallScript;
  readonly scriptHash: string;
  readonly aids: CallAids | undefined;
  readonly approvedBy: string | undefined;
}

/** The versions of a folder that are not in force yet. */
export function versionsToEnforce(
  { campaigns, aids }: Pick<StoreReader, 'campaigns' | 'aids'>,
  content: LoadedContent,
): readonly LoadedVersion[] {
  const { script, scriptHash: hash, aids: notes, approvedBy } = content;
  const campaign = content.settings.code;
  const loaded: LoadedVersion[] = [];
  if (campaigns.byCode(campaign)?.scriptVersion !== script.version)
    loaded.push({
      campaign,
      approvedBy,
      draft: { version: script.version, hash, body: { kind: 'script', script } },
    });
  if (notes && notes.version !== aids.currentVersion(campaign))
    loaded.push({
      campaign,
      approvedBy,
      draft: { version: notes.version, hash: aidsHash(notes), body: { kind: 'notes', aids: notes } },
    });
  return loaded;
}

/** A folder without notes takes away those in force; they may come back. */
export function dropNotes(
  rows: StoreWriter,
  code: string,
  { atMs, actor }: { readonly atMs: number; readonly actor: string },
): void {
  const life = rows.scriptLives.inForce(code, 'notes');
  if (life) {
    const retired = { retiredAtMs: atMs, retiredBy: actor, retiredReason: '' };
    rows.scriptLives.change(life, { state: 'retired', ...retired });
  }
  rows.aids.setCurrent(code, undefined);
}
