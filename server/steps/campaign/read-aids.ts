import type { CallAids, KnowledgeNote } from '../../../shared/call-aids.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import { GOOD_PRACTICE, isGoodPractice } from '../../domain/review/decision-about.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Decision } from '../../ports/rows/decisions.ts';
import type { StoreReader } from '../../ports/store.ts';
import { pinnedMark, pinnedNotes } from '../library/pinned-notes.ts';

/** The newest are shown: each is 300 characters at most, and a note is read during a call. */
const MOST_PRACTICES = 8;
/** Between the version of the notes and the number of good practices shared since. */
const AND_PRACTICES = '+';
/** Before the mark of the notes that the charity pinned. */
const AND_PINNED = '~';
/** Of a campaign that has no notes of its own. */
const NONE = 'none';

async function practicesOf(rows: StoreReader, campaign: string): Promise<readonly Decision[]> {
  return (await rows.decisions.ofCampaign(campaign)).filter(({ about }) => isGoodPractice(about));
}

/**
 * The version of what an agent reads under the knowledge key: that of the notes, and how many good practices the weekly meeting
 * has shared (R-69), so that a workstation asks again when there is one more; and a mark of what is pinned of the library (R-56).
 * `version` undefined for a campaign without notes of its own; undefined when there is nothing to read at all.
 */
export async function shownAidsVersion(
  rows: StoreReader,
  campaign: string,
  version: string | undefined,
): Promise<string | undefined> {
  const mark = await pinnedMark(rows, campaign);
  if (version === undefined && mark === undefined) return undefined;
  const pinned = mark === undefined ? '' : `${AND_PINNED}${mark}`;
  const count = await rows.decisions.countAbout(campaign, GOOD_PRACTICE);
  return `${version ?? NONE}${count === 0 ? '' : `${AND_PRACTICES}${count}`}${pinned}`;
}

function practiceNote(practices: readonly Decision[]): KnowledgeNote {
  const lines = practices
    .slice(-MOST_PRACTICES)
    .toReversed()
    .map(({ atMs, text }) => `• ${text} (${frenchDay(civilDate(atMs, HOUSE_ZONE))})`);
  return { title: 'Bonnes pratiques de l’équipe', text: lines.join('\n') };
}

/** What stands in the base of those aids; undefined for a version that the campaign never had. */
async function aidsNamed(rows: StoreReader, campaign: string, own: string): Promise<CallAids | undefined> {
  if (own === NONE) return { version: NONE, notes: [], objections: [] };
  return await rows.aids.byVersion(campaign, own);
}

/**
 * Notes and objections of a campaign of the agent's, in the version that their card names, the notes pinned of the charity's
 * library, and the good practices shared since. AppErrors `aids-unknown`, those of the vault.
 */
export async function readAids(
  deps: Parameters<typeof pinnedNotes>[0],
  agent: Pick<AccountRow, 'campaigns'>,
  wanted: { readonly campaign: string; readonly version: string },
): Promise<CallAids> {
  const { campaign, version } = wanted;
  const [before = '', mark] = version.split(AND_PINNED);
  const [own = '', count] = before.split(AND_PRACTICES);
  const found = agent.campaigns.includes(campaign)
    ? await deps.store.read(async (rows) => {
        const aids = await aidsNamed(rows, campaign, own);
        return aids && { aids, practices: count === undefined ? [] : await practicesOf(rows, campaign) };
      })
    : undefined;
  if (!found) throw unknownAids();
  const { aids, practices } = found;
  const pinned = mark === undefined ? [] : await pinnedNotes(deps, campaign);
  const shared = practices.length === 0 ? [] : [practiceNote(practices)];
  return { ...aids, version, notes: [...aids.notes, ...pinned, ...shared] };
}

function unknownAids(): AppError {
  return new AppError({
    code: 'aids-unknown',
    kind: 'not-found',
    message: 'Ces notes ne sont pas à votre disposition.',
    hint: 'L’appel continue sans elles ; si cela dure, prévenez votre chef d’équipe.',
  });
}
