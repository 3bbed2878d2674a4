import { isDeepStrictEqual } from 'node:util';
import { civilDate } from '../../../shared/time.ts';
import type { CampaignFiles } from '../../domain/campaign-check/campaign-check.ts';
import { checkLineFolder } from '../../domain/line/line-folder.ts';
import { noticeVersion } from '../../domain/line/notice-version.ts';
import { lineDrafts } from '../../domain/said/line-draft.ts';
import type { LineContent } from '../../ports/rows/lines.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { withKeysMade } from '../keys/make-keys.ts';
import {
  enforceLoaded,
  type LoadedVersion,
  refuseUnapproved,
  versionsToEnforce,
  versionsToFollow,
} from '../script/script-at-load.ts';
import { trail } from '../trail.ts';
import {
  CampaignInvalid,
  type LoadCampaignDeps,
  type LoadedCampaign,
  otherIdentity,
  refuseClosed,
} from './loaded-campaign.ts';

/** A folder without a fault. AppError `campaign-invalid` otherwise. */
function contentOf(files: CampaignFiles, nowMs: number): LineContent {
  const { settings, script, texts, practice, problems } = checkLineFolder(files, civilDate(nowMs));
  if (problems.length > 0 || !settings || !script || !texts || !practice) throw new CampaignInvalid(problems);
  return { settings, script, texts, practice };
}

/** Who approved what was in force before a line's texts were followed: nobody, and the list says so. */
const BEFORE = 'en vigueur avant les approbations';

interface Decided {
  readonly outcome: LoadedCampaign['outcome'];
  /** What comes into force with this load. */
  readonly loaded: readonly LoadedVersion[];
  /** What is said already, by a line that was loaded before its texts were followed. */
  readonly followed: readonly LoadedVersion[];
}

/** What loading that content means for what the store holds. Throws the refusals. */
async function decide(rows: StoreReader, content: LineContent): Promise<Decided> {
  const { code } = content.settings;
  const outcome = await outcomeOf(rows, content);
  const drafts = lineDrafts(content);
  const loaded = await versionsToEnforce(rows, code, drafts);
  if (outcome !== 'created') await refuseUnapproved(rows, code, loaded);
  const followed = await versionsToFollow(rows, code, drafts);
  return { outcome: outcome === 'unchanged' && followed.length > 0 ? 'updated' : outcome, loaded, followed };
}

async function outcomeOf(
  rows: StoreReader,
  { settings, ...texts }: LineContent,
): Promise<LoadedCampaign['outcome']> {
  const head = await rows.campaignHeads.byCode(settings.code);
  if (!head) return 'created';
  refuseClosed(head);
  const isSame = head.isLine && head.charity === settings.charity.code && head.country === settings.country;
  if (!isSame) throw otherIdentity(head.code);
  const known = await rows.lines.byCode(settings.code);
  const before = known && [known.settings, known.script, known.texts, known.practice];
  const now = [settings, texts.script, texts.texts, texts.practice];
  return isDeepStrictEqual(before, now) ? 'unchanged' : 'updated';
}

/** Rules that changed have other numbers: what a lead did to the former ones holds no more. */
async function dropLimits(
  rows: StoreWriter,
  { settings: { code, routes } }: LineContent,
  by: { readonly atMs: number; readonly author: string },
): Promise<void> {
  const known = await rows.lines.byCode(code);
  if (!known || isDeepStrictEqual(known.settings.routes, routes)) return;
  for (const { id } of await rows.lines.limitChanges(code)) await rows.lines.undoLimit(id, by);
}

/**
 * Loads a pledge line: its key, its settings and its texts, audited. What callers are told is kept under its version for
 * as long as the campaign. Its first texts are approved by the act of creation; later ones come into force only once two people
 * approved them. The same folder again is a no-op. AppErrors: those of `refuseUnapproved`, `campaign-invalid`
 * (CampaignInvalid, with its problems), `campaign-not-open`, `campaign-identity-changed`. /
 */
export async function loadLine(
  deps: LoadCampaignDeps,
  {
    files,
    actor,
    approvedBy,
  }: { readonly files: CampaignFiles; readonly actor: string; readonly approvedBy?: string | undefined },
): Promise<LoadedCampaign> {
  const content = contentOf(files, deps.clock.nowMs());
  const { code, charity, notice } = content.settings;
  // Before the key is made: a purged campaign's key must not come back to life.
  await deps.store.read((rows) => decide(rows, content));
  const keys = { place: code, charity: charity.code };
  return await withKeysMade(deps, keys, async ({ fingerprint: keyFingerprint, claim }) => {
    const wordsKey = await deps.vault.holdWordsKey(code);
    return await deps.store.write(async (rows) => {
      await claim(rows, deps.clock.nowMs());
      const { outcome, loaded, followed } = await decide(rows, content);
      const { version } = content.script;
      const done = { outcome, campaign: code, scriptVersion: version, keyFingerprint, isLine: true };
      if (outcome === 'unchanged') return done;
      const atMs = deps.clock.nowMs();
      await dropLimits(rows, content, { atMs, author: actor });
      await rows.lines.save(content, { keyFingerprint, createdAtMs: atMs });
      await rows.lines.keepNotice(code, { version: noticeVersion(notice), body: notice, firstAtMs: atMs });
      for (const one of loaded) await enforceLoaded(rows, one, { atMs, actor, approvedBy });
      for (const one of followed) await enforceLoaded(rows, one, { atMs, actor, approvedBy: BEFORE });
      await rows.words.keepKey(code, wordsKey);
      const act = outcome === 'created' ? 'campaign.create' : 'campaign.update';
      await trail(rows, { actor, atMs })(act, version, { campaign: code, detail: { keyFingerprint } });
      return done;
    });
  });
}
