import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { WITHDRAWN } from '../../domain/lists/withdrawal.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { ProfileItem, ProfileRow } from '../../ports/rows/profiles.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { campaignInView, openCampaignInView } from '../find-campaign.ts';
import { standingStop } from '../records/standing-stop.ts';
import { trail } from '../trail.ts';
import type { ProfileDeps } from './profile-decide.ts';
import { refuseReason } from './profile-decide.ts';

export interface ProfileUndone {
  /** False: it was undone already. */
  readonly changed: boolean;
  readonly profile: ProfileRow;
  /** Records that are served again, and those that are not: called, withdrawn or protected by somebody else since. */
  readonly back: number;
  readonly left: number;
}

/**
 * Takes back what was decided for a profile or a theme. Excluded records return to the queue where they stood, unless the
 * charity withdrew them, the person objected, or another file brought the donor in since. Twice: nothing more.
 * AppErrors `profile-unknown`, `profile-words`, those of the campaign.
 */
export async function undoProfile(
  { store, clock }: Pick<ProfileDeps, 'store' | 'clock'>,
  request: { readonly account: AccountRow; readonly id: string; readonly reason: string },
): Promise<ProfileUndone> {
  const { account, id, reason } = request;
  refuseReason(reason);
  return await store.write(async (rows) => {
    const profile = await rows.profiles.byId(id);
    if (!profile) throw unknownProfile();
    const campaign = await openCampaignInView(rows, profile.campaign, account);
    if (profile.undoneAtMs !== null) return { changed: false, profile, back: 0, left: 0 };
    const atMs = clock.nowMs();
    await rows.profiles.setUndone(id, { atMs, by: account.id, reason });
    const back = await giveBack(rows, profile, campaign);
    await trail(rows, { actor: account.id, atMs })('profile.undo', id, {
      campaign: campaign.code,
      reason,
      detail: { kind: profile.kind, back },
    });
    const undone = { undoneAtMs: atMs, undoneBy: account.id, undoneReason: reason };
    return { changed: true, profile: { ...profile, ...undone }, back, left: profile.records - back };
  });
}

async function giveBack(rows: StoreWriter, profile: ProfileRow, campaign: CampaignRow): Promise<number> {
  if (profile.kind === 'theme') return 0;
  if (profile.kind === 'priority') {
    await rows.profiles.setPriorities(profile.id);
    return profile.records;
  }
  let back = 0;
  for (const item of await rows.profiles.items(profile.id)) {
    if (!(await mayComeBack(rows, { item, profile, campaign }))) continue;
    const { disposition } = item;
    await rows.records.update(item.recordId, {
      state: 'ready',
      disposition,
      closedAtMs: null,
      owner: await ownerOf(rows, item.owner, campaign.code),
    });
    back += 1;
  }
  return back;
}

async function mayComeBack(
  rows: StoreReader,
  {
    item,
    profile,
    campaign,
  }: { readonly item: ProfileItem; readonly profile: ProfileRow; readonly campaign: CampaignRow },
): Promise<boolean> {
  const record = await rows.records.byId(item.recordId);
  if (!record || record.disposition !== WITHDRAWN || record.closedAtMs !== profile.atMs) return false;
  if ((await standingStop(rows, record)) !== undefined) return false;
  // Another line of the same donor may have entered while this one was out.
  return (await rows.records.idByDonorBlind(campaign.code, record.donorBlind)) === record.id;
}

/** To whoever it was pinned to, while they call for that campaign; else to all. */
async function ownerOf(rows: StoreReader, owner: string | null, campaign: string): Promise<string | null> {
  const account = owner === null ? undefined : await rows.accounts.byId(owner);
  return account && !account.disabled && account.campaigns.includes(campaign) ? owner : null;
}

/**
 * What was decided in a campaign, oldest first, undone or not, with the logins of who decided. AppErrors
 * `campaign-unknown`, `campaign-purged`.
 */
export async function listProfiles(
  { store }: { readonly store: Store },
  request: { readonly campaign: string; readonly account: AccountRow },
): Promise<readonly ProfileRow[]> {
  return await store.read(
    async (rows) =>
      await inTurn.map(
        await rows.profiles.ofCampaign((await campaignInView(rows, request.campaign, request.account)).code),
        async (one) => ({ ...one, author: (await rows.accounts.byId(one.author))?.login ?? one.author }),
      ),
  );
}

function unknownProfile(): AppError {
  return new AppError({
    code: 'profile-unknown',
    kind: 'not-found',
    message: 'Aucune décision de profil ne porte ce numéro.',
    hint: 'Les numéros sont dans : plateau profile list CAMPAGNE.',
  });
}
