import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { idWritings, readIdentifier } from '../../domain/contact-file/contact-identifiers.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { textOf } from '../../domain/contact-file/contact-texts.ts';
import { type ListOutcome, problemsText, unreadable } from '../../domain/lists/list-report.ts';
import { type ListColumns, type ListRow, readListSheet } from '../../domain/lists/list-sheet.ts';
import { OTHERWISE, SEVERAL, WITHDRAWN, withdrawalOf } from '../../domain/lists/withdrawal.ts';
import { giveWay } from '../../give-way.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { campaignToFill } from '../find-campaign.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { trail } from '../trail.ts';
import { type ListDeps, openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';

/** MOTIF is the charity's own word: read so that the column is welcome, never kept. */
const COLUMNS = {
  ID_DONATEUR: { need: 'value', read: readIdentifier },
  MOTIF: { need: 'optional', read: textOf(1000) },
} as const satisfies ListColumns;

const ON_SCREEN = 'A_L_ECRAN';

/** Longer transactions make the agents' claims wait. */
const ROWS_PER_TRANSACTION = 500;

/**
 * Withdraws records that the charity no longer wants called: `{ORG}_RETRAIT_UPG_FR_{AAAAMMJJ}.xlsx.pgp`, with
 * ID_DONATEUR. One on a screen is withdrawn after its call, and its agent told at once. The same file twice changes nothing
 * more. AppErrors `campaign-unknown`, `campaign-not-open`, those of `openListFile` and `readListSheet`.
 */
export async function withdrawRecords(
  deps: ListDeps,
  request: { readonly campaign: string; readonly fileName: string; readonly actor: string },
): Promise<ListSummary> {
  const campaign = await campaignToFill(deps, request.campaign);
  const { fileName, actor } = request;
  const opened = await openListFile(deps, { fileName, kind: 'withdrawal', campaigns: [campaign] });
  const atMs = deps.clock.nowMs();
  const profile = contactProfile(campaign.settings, civilDate(atMs));
  const list = readListSheet(opened.sheet, { columns: COLUMNS }, profile);
  const outcomes: ListOutcome[] = [];
  for (let from = 0; from < list.length; from += ROWS_PER_TRANSACTION) {
    const slice = await Promise.all(
      list.slice(from, from + ROWS_PER_TRANSACTION).map((row) => withBlind(deps, campaign, row)),
    );
    outcomes.push(
      ...(await deps.store.write((rows) => withdrawSlice(rows, { campaign, slice, atMs, fileName, actor }))),
    );
    await giveWay();
  }
  return finishList(deps, { title: `Retraits ${campaign.code}`, fileName, opened, outcomes, atMs, actor });
}

interface BlindRow {
  readonly row: ListRow<typeof COLUMNS>;
  readonly blind: string | undefined;
  /** Of its identifier as somebody else may write it. */
  readonly nearBlinds: readonly string[];
}

async function withBlind(
  deps: ListDeps,
  campaign: CampaignRow,
  row: ListRow<typeof COLUMNS>,
): Promise<BlindRow> {
  const id = row.values.ID_DONATEUR;
  if (id === undefined) return { row, blind: undefined, nearBlinds: [] };
  const blindOf = (writing: string) => deps.vault.blind(campaign.charity, 'donor', writing);
  const [blind, ...nearBlinds] = await Promise.all(idWritings(id).map(blindOf));
  return { row, blind, nearBlinds };
}

async function idsOf(
  rows: StoreReader,
  campaign: string,
  blinds: readonly string[],
): Promise<readonly number[]> {
  return [
    ...new Set(
      await inTurn.flatMap(
        blinds,
        async (blind) => (await rows.records.idByDonorBlind(campaign, blind)) ?? [],
      ),
    ),
  ];
}

interface Slice {
  readonly campaign: CampaignRow;
  readonly slice: readonly BlindRow[];
  readonly atMs: number;
  readonly fileName: string;
  readonly actor: string;
}

async function withdrawSlice(
  rows: StoreWriter,
  { campaign, slice, atMs, fileName, actor }: Slice,
): Promise<ListOutcome[]> {
  const outcomes = await inTurn.map(slice, async ({ row, blind, nearBlinds }): Promise<ListOutcome> => {
    const id = row.values.ID_DONATEUR ?? '';
    if (blind === undefined) return unreadable(row.rowNumber, id, problemsText(row.problems));
    const exact = await rows.records.idByDonorBlind(campaign.code, blind);
    const near = exact === undefined ? await idsOf(rows, campaign.code, nearBlinds) : [];
    // Written otherwise, and by one donor only: that one is meant. Of two, nobody knows which.
    const recordId = exact ?? (near.length === 1 ? near[0] : undefined);
    const record = recordId === undefined ? undefined : await rows.records.byId(recordId);
    const { state, ...outcome } = withdrawalOf(record);
    // The charity's word stands over a profile's: undoing the profile leaves this one out.
    if (record && (state || record.disposition === WITHDRAWN)) await rows.profiles.forgetRecord(record.id);
    if (record && state)
      await rows.records.update(record.id, {
        state,
        disposition: WITHDRAWN,
        closedAtMs: atMs,
        owner: null,
        hold: null,
      });
    const told = { rowNumber: row.rowNumber, id };
    if (record && outcome.result === ON_SCREEN && !(await withdrawAfterCall(rows, record, { atMs, actor })))
      return { ...told, ...outcome, effect: 'none' };
    const also = near.length === 0 ? [] : [near.length === 1 ? OTHERWISE : SEVERAL];
    return { ...told, ...outcome, message: [outcome.message, ...also].join(' ') };
  });
  const of = (result: string) => outcomes.filter((one) => one.result === result).length;
  await trail(rows, { actor, atMs })('list.withdraw', fileName, {
    campaign: campaign.code,
    detail: {
      rows: outcomes.length,
      withdrawn: outcomes.filter(({ effect, result }) => effect === 'done' && result !== ON_SCREEN).length,
      onScreen: of(ON_SCREEN),
    },
  });
  return outcomes;
}

/** Until the card is given back its agent asks for nothing more. False when it is known already. */
async function withdrawAfterCall(
  rows: StoreWriter,
  { id: recordId, campaign }: RecordRow,
  { atMs, actor }: Pick<Slice, 'atMs' | 'actor'>,
): Promise<boolean> {
  await tellScreens(rows, { recordIds: [recordId], atMs, why: 'withdrawal' });
  return await rows.persons.addWaitingAct({
    recordId,
    kind: 'withdrawal',
    campaign,
    requestId: null,
    actor,
    atMs,
  });
}
