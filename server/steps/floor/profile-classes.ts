import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { profileDimensions } from '../../domain/campaign/profile-settings.ts';
import { donorClasses } from '../../domain/contact-file/donor-classes.ts';
import { type ShownProfile, shownProfiles } from '../../domain/floor/class-sizes.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { campaignInView, openCampaignInView } from '../find-campaign.ts';
import { type OpenDeps, type OpenedRecord, openRecordSlices } from '../records/open-record.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { refuseReason } from './profile-decide.ts';

export interface ProfileClassesRequest {
  readonly campaign: string;
  readonly account: AccountRow;
}

/** The profiles of a campaign with their classes, small ones counted in « autre ». AppErrors of the campaign. */
export async function readProfileClasses(
  { store }: Pick<OpenDeps, 'store'>,
  { campaign, account }: ProfileClassesRequest,
): Promise<readonly ShownProfile[]> {
  return await store.read(async (rows) => {
    const { code, settings } = await campaignInView(rows, campaign, account);
    return profileDimensions(settings).length === 0
      ? []
      : shownProfiles(settings, await rows.profiles.classCounts(code));
  });
}

export interface Classified {
  /** Records whose content was opened, and of these, how many have other classes than before. */
  readonly records: number;
  readonly changed: number;
}

/**
 * Classes again the records of a campaign by its present profiles, from their sealed contents: for profiles that were
 * declared after the file came in. Ages are as of the day of that file, as an import counts them. Opened through the log, with
 * that reason; a record that does not open keeps what it has. Twice: nothing changes. AppErrors `profile-words`, `profile-none`,
 * those of the campaign.
 */
export async function classifyRecords(
  deps: OpenDeps,
  request: ProfileClassesRequest & { readonly reason: string },
): Promise<Classified> {
  const { account, reason } = request;
  refuseReason(reason);
  const { campaign, recordIds, receivedOn } = await deps.store.read(async (rows) => {
    const row = await openCampaignInView(rows, request.campaign, account);
    if (profileDimensions(row.settings).length === 0) throw noProfiles();
    // Whoever was erased has no class, and no content either.
    const ids = await inTurn.filter(
      await rows.records.importedIds(row.code),
      async (id) => !(await rows.persons.isErased(id)),
    );
    return { campaign: row, recordIds: ids, receivedOn: await daysOf(rows, row) };
  });
  let [records, changed] = [0, 0];
  const opening = { actor: account.id, reason, recordIds, damaged: 'leave-out' } as const;
  for await (const slice of openRecordSlices(deps, opening)) {
    records += slice.length;
    changed += await classifySlice(deps, { slice, campaign, receivedOn });
  }
  await writeWhenFree(deps, (rows) =>
    trail(rows, { actor: account.id, atMs: deps.clock.nowMs() })('profile.classify', campaign.code, {
      campaign: campaign.code,
      reason,
      detail: { records, changed },
    }),
  );
  return { records, changed };
}

type FileDays = ReadonlyMap<number, string>;

async function daysOf(rows: StoreReader, { code }: CampaignRow): Promise<FileDays> {
  return new Map(
    (await rows.records.contactFiles(code)).map(
      ({ id, startedAtMs }) => [id, civilDate(startedAtMs)] as const,
    ),
  );
}

interface OpenedSlice {
  readonly slice: readonly OpenedRecord[];
  readonly campaign: CampaignRow;
  readonly receivedOn: FileDays;
}

async function classifySlice(
  deps: OpenDeps,
  { slice, campaign: { settings }, receivedOn }: OpenedSlice,
): Promise<number> {
  const changes = slice.flatMap(({ row, content }) => {
    const onDay = receivedOn.get(row.contactFileId) ?? civilDate(deps.clock.nowMs());
    const classes = donorClasses(content.donor, settings, onDay);
    return isDeepStrictEqual(classes, row.classes) ? [] : [{ id: row.id, version: row.version, classes }];
  });
  if (changes.length === 0) return 0;
  return writeWhenFree(deps, async (rows) => {
    // One that was erased or corrected since it was opened is not what was read.
    const standing = await inTurn.filter(
      changes,
      async ({ id, version }) => (await rows.records.byId(id))?.version === version,
    );
    for (const { id, classes } of standing) await rows.records.update(id, { classes });
    return standing.length;
  });
}

function noProfiles(): AppError {
  return new AppError({
    code: 'profile-none',
    kind: 'conflict',
    message: 'Cette campagne ne déclare aucun profil.',
    hint: 'Déclarez-les sous « profiles » de campaign.yaml, puis : plateau campaign create DOSSIER.',
  });
}
