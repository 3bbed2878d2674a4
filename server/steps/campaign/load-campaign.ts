import { isDeepStrictEqual } from 'node:util';
import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { AppError } from '../../../shared/errors.ts';
import { versionedAids } from '../../domain/campaign/aids-version.ts';
import { isPledgeLine } from '../../domain/campaign/pledge-line-kind.ts';
import { type CampaignCheck, checkCampaign } from '../../domain/campaign-check/campaign-check.ts';
import { draftsOf, fileHash } from '../../domain/said/script-draft.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { withKeysMade } from '../keys/make-keys.ts';
import { enforceLoaded, refuseUnapprovedLoad, versionsToEnforce } from '../script/script-at-load.ts';
import { refuseWords } from '../script/script-standing.ts';
import { trail } from '../trail.ts';
import { loadLine } from './load-line.ts';
import {
  CampaignInvalid,
  type LoadCampaignDeps,
  type LoadedCampaign,
  otherIdentity,
  refuseClosed,
} from './loaded-campaign.ts';

type Content = Pick<CampaignRow, 'settings' | 'emails'> & {
  readonly script: CallScript;
  readonly aids: CallAids | undefined;
  /** SHA-256 of script.yaml: what the page to approve bears. */
  readonly scriptHash: string;
};

function conflict(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'conflict', message, hint });
}

function contentOf({ settings, script, emails, aids, problems }: CampaignCheck, scriptText: string): Content {
  if (problems.length > 0 || !settings || !script || !emails) throw new CampaignInvalid(problems);
  return { settings, script, emails, aids: versionedAids(aids), scriptHash: fileHash(scriptText) };
}

/** AppError `campaign-identity-changed`. */
function refuseOtherIdentity(row: CampaignRow, { settings }: Content): void {
  const same =
    row.charity === settings.charity.code && row.kind === settings.kind && row.country === settings.country;
  if (!same) throw otherIdentity(row.code);
}

/** what was recorded under a version must stay readable under it. */
function refuseReusedVersion(known: CallScript | undefined, script: CallScript): void {
  if (known && !isDeepStrictEqual(known, script))
    throw conflict(
      'script-version-reused',
      `La version de script ${script.version} existe déjà avec un autre texte.`,
      'Donnez un nouveau numéro à « version » dans script.yaml, puis rechargez.',
    );
}

interface Decided {
  readonly known?: CampaignRow;
  readonly outcome: LoadedCampaign['outcome'];
}

/** What loading that content means for what the store holds. Throws the refusals. */
async function decide({ campaigns, campaignHeads, aids }: StoreReader, content: Content): Promise<Decided> {
  const known = await campaigns.byCode(content.settings.code);
  if (!known && (await campaignHeads.byCode(content.settings.code)))
    throw otherIdentity(content.settings.code);
  if (!known) return { outcome: 'created' };
  refuseClosed(known);
  refuseOtherIdentity(known, content);
  refuseReusedVersion(await campaigns.script(known.code, content.script.version), content.script);
  const same =
    known.scriptVersion === content.script.version &&
    (await aids.currentVersion(known.code)) === content.aids?.version &&
    isDeepStrictEqual(known.settings, content.settings) &&
    isDeepStrictEqual(known.emails, content.emails);
  return { known, outcome: same ? 'unchanged' : 'updated' };
}

function rowOf(content: Content, parts: Pick<CampaignRow, 'keyFingerprint' | 'createdAtMs'>): CampaignRow {
  const { settings, emails, script } = content;
  return {
    code: settings.code,
    charity: settings.charity.code,
    kind: settings.kind,
    country: settings.country,
    name: settings.name,
    state: 'open',
    closedAtMs: null,
    settings,
    emails,
    scriptVersion: script.version,
    ...parts,
  };
}

/**
 * Checks a folder, a pledge line's too (load-line.ts), makes the campaign's key, saves its settings, e-mails, script, notes and
 * objections, and audits it. The same folder again is a no-op. A changed script needs a new version text; earlier versions stay
 * . The first versions of all that is said and sent are approved by the act of creation, with the name of `approvedBy` if
 * it is given, and the list says so; later ones come into force only if they were approved by two people (`script approve`,
 * AppErrors: `campaign-invalid` (CampaignInvalid, with its problems), `campaign-not-open`, `campaign-identity-changed`,
 * those of `refuseUnapprovedLoad` and of `CampaignFolder.read`. /
 */
export async function loadCampaign(
  deps: LoadCampaignDeps,
  {
    dir,
    actor,
    approvedBy,
  }: { readonly dir: string; readonly actor: string; readonly approvedBy?: string | undefined },
): Promise<LoadedCampaign> {
  if (approvedBy !== undefined) refuseWords(approvedBy);
  const files = await deps.campaignFolder.read(dir);
  if (isPledgeLine(files)) return await loadLine(deps, { files, actor, approvedBy });
  const content = contentOf(checkCampaign(files), files.get('script.yaml') ?? '');
  const judge = async (rows: StoreReader) => {
    const decided = await decide(rows, content);
    const loaded = await versionsToEnforce(rows, content.settings.code, draftsOf(content));
    if (decided.known) await refuseUnapprovedLoad(rows, content, loaded);
    return { ...decided, loaded };
  };
  // Before the key is made: a purged campaign's key must not come back to life.
  await deps.store.read(judge);
  const { code, charity } = content.settings;
  const keys = { place: code, charity: charity.code };
  return await withKeysMade(deps, keys, async ({ fingerprint: keyFingerprint, claim }) => {
    const wordsKey = await deps.vault.holdWordsKey(code);
    return await deps.store.write(async (rows) => {
      await claim(rows, deps.clock.nowMs());
      const { known, outcome, loaded } = await judge(rows);
      const done = {
        outcome,
        campaign: code,
        scriptVersion: content.script.version,
        keyFingerprint,
        isLine: false,
      };
      if (outcome === 'unchanged') return done;
      const atMs = deps.clock.nowMs();
      await rows.campaigns.save(
        rowOf(content, { keyFingerprint, createdAtMs: known?.createdAtMs ?? atMs }),
        content.script,
      );
      await rows.words.keepKey(code, wordsKey);
      for (const one of loaded) await enforceLoaded(rows, one, { atMs, actor, approvedBy });
      await trail(rows, { actor, atMs })(
        `campaign.${outcome === 'created' ? 'create' : 'update'}`,
        content.script.version,
        { campaign: code, detail: { previousScript: known?.scriptVersion ?? '', keyFingerprint } },
      );
      return done;
    });
  });
}
