import type { CallAids, KnowledgeNote } from '../../../shared/call-aids.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import { GOOD_PRACTICE, isGoodPractice } from '../../domain/review/decision-about.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Decision } from '../../ports/rows/decisions.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/** The newest are shown: each is 300 characters at most, and a note is read during a call. */
const MOST_PRACTICES = 8;
/** Between the version of the notes and the number of good practices shared since. */
const AND_PRACTICES = '+';

async function practicesOf(rows: StoreReader, campaign: string): Promise<readonly Decision[]> {
  return (await rows.decisions.ofCampaign(campaign)).filter(({ about }) => isGoodPractice(about));
}

/**
 * The version of what an agent reads under the knowledge key: that of the notes, and how many good practices the weekly meeting
 * has shared, so that a workstation asks again when there is one more.
 */
export async function shownAidsVersion(
  rows: StoreReader,
  campaign: string,
  version: string,
): Promise<string> {
  const count = await rows.decisions.countAbout(campaign, GOOD_PRACTICE);
  return count === 0 ? version : `${version}${AND_PRACTICES}${count}`;
}

function practiceNote(practices: readonly Decision[]): KnowledgeNote {
  const lines = practices
    .slice(-MOST_PRACTICES)
    .toReversed()
    .map(({ atMs, text }) => `• ${text} (${frenchDay(civilDate(atMs, HOUSE_ZONE))})`);
  return { title: 'Bonnes pratiques de l’équipe', text: lines.join('\n') };
}

/**
 * Notes and objections of a campaign of the agent's, in the version that their card names, and the good practices shared since.
 * AppError `aids-unknown`.
 */
export async function readAids(
  { store }: { readonly store: Store },
  agent: Pick<AccountRow, 'campaigns'>,
  wanted: { readonly campaign: string; readonly version: string },
): Promise<CallAids> {
  const { campaign, version } = wanted;
  const [own = ''] = version.split(AND_PRACTICES);
  const found = agent.campaigns.includes(campaign)
    ? await store.read(async (rows) => {
        const aids = await rows.aids.byVersion(campaign, own);
        return aids && { aids, practices: own === version ? [] : await practicesOf(rows, campaign) };
      })
    : undefined;
  if (!found) throw unknownAids();
  const { aids, practices } = found;
  const notes = practices.length === 0 ? aids.notes : [...aids.notes, practiceNote(practices)];
  return { ...aids, version, notes };
}

function unknownAids(): AppError {
  return new AppError({
    code: 'aids-unknown',
    kind: 'not-found',
    message: 'Ces notes ne sont pas à votre disposition.',
    hint: 'L’appel continue sans elles ; si cela dure, prévenez votre chef d’équipe.',
  });
}
