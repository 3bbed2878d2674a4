import { isDeepStrictEqual } from 'node:util';
import type { CampaignProblem } from '../../domain/campaign/campaign-check-problem.ts';
import { scriptName } from '../../domain/said/part-words.ts';
import { type ScriptDraft, saysTheSame } from '../../domain/said/script-draft.ts';
import { partsOf } from '../../domain/said/script-parts.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignHead } from '../../ports/rows/campaign-heads.ts';
import type { ScriptKind } from '../../ports/rows/script-lives.ts';
import type { StoreReader } from '../../ports/store.ts';
import { openHeadInView } from '../find-campaign.ts';
import { SAID_PARTS } from './said-parts.ts';
import { auditScript, lifeIn, type ScriptChange, type ScriptDeps, scriptRefusal } from './script-standing.ts';

export interface ScriptImport {
  readonly campaign: string;
  readonly kind: ScriptKind;
  readonly account: AccountRow;
  /** Texts of script.yaml, or of knowledge/*.md and objections.yaml, by path inside their folder. */
  readonly files: ReadonlyMap<string, string>;
}

export type ImportedScript =
  | ({ readonly kind: 'imported' } & ScriptChange)
  | { readonly kind: 'faulty'; readonly problems: readonly CampaignProblem[] };

/**
 * Keeps a version as a draft (R-07), judged as `campaign check` judges it. The same content again changes nothing; another one
 * under the same version replaces a draft, which must then be submitted anew. AppErrors `script-part-unknown`,
 * `script-version-reused` (that version was approved with another content), those of the campaign.
 */
export async function importScript(
  { store, clock }: ScriptDeps,
  request: ScriptImport,
): Promise<ImportedScript> {
  const { kind, account, files } = request;
  return await store.write(async (rows) => {
    const campaign = await openHeadInView(rows, request.campaign, account);
    refuseOtherPart(campaign, kind);
    const nowMs = clock.nowMs();
    const found = await SAID_PARTS[kind].draft(rows, { campaign: campaign.code, files, nowMs });
    if ('problems' in found) return { kind: 'faulty', problems: found.problems };
    const { draft } = found;
    const key = { campaign: campaign.code, kind, version: draft.version };
    if (await isKnown(rows, campaign, draft))
      return { kind: 'imported', changed: false, life: await lifeIn(rows, key) };
    const atMs = clock.nowMs();
    await rows.scriptLives.putDraft(
      { ...key, hash: draft.hash, importedAtMs: atMs, importedBy: account.id },
      draft.body,
    );
    await auditScript(rows, { ...key, hash: draft.hash }, { atMs, actor: account.id, action: 'import' });
    return { kind: 'imported', changed: true, life: await lifeIn(rows, key) };
  });
}

/** AppError `script-part-unknown`. */
function refuseOtherPart(campaign: CampaignHead, kind: ScriptKind): void {
  const parts = partsOf(campaign);
  if (parts.includes(kind)) return;
  const what = campaign.isLine ? 'une ligne de promesses' : 'une campagne qui appelle';
  throw scriptRefusal('script-part-unknown', [
    `${campaign.code} est ${what} : cette partie n’en est pas.`,
    `Les siennes : ${parts.map((part) => `--kind ${part}`).join(', ')}.`,
  ]);
}

async function isKnown(rows: StoreReader, { code }: CampaignHead, draft: ScriptDraft): Promise<boolean> {
  const { kind } = draft.body;
  const key = { campaign: code, kind, version: draft.version };
  const life = await rows.scriptLives.byKey(key);
  if (life && (life.state === 'draft' || life.state === 'submitted')) return life.hash === draft.hash;
  const known = await rows.scriptLives.body(key);
  if (life && known && saysTheSame(known, draft.body)) return true;
  // A version served before lives were kept has no life, and a text all the same.
  const served = draft.body.kind === 'script' ? await rows.campaigns.script(code, draft.version) : undefined;
  const isOther = served && draft.body.kind === 'script' && !isDeepStrictEqual(served, draft.body.script);
  if (!life && !isOther) return false;
  throw scriptRefusal('script-version-reused', [
    `${scriptName(kind, draft.version)} existe déjà avec un autre contenu, approuvé ou déjà lu.`,
    'Donnez un nouveau numéro à « version » dans script.yaml : ce qui a été approuvé ne change pas.',
  ]);
}
