import { setImmediate as nextTurn } from 'node:timers/promises';
import { civilDate } from '../../../shared/time.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { readIdentifier, textOf } from '../../domain/contact-file/contact-texts.ts';
import { type ListOutcome, problemsText, unreadable } from '../../domain/lists/list-report.ts';
import { type ListColumns, type ListRow, readListSheet } from '../../domain/lists/list-sheet.ts';
import { WITHDRAWN, withdrawalOf } from '../../domain/lists/withdrawal.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { campaignToFill } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { type ListDeps, openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';

/** MOTIF is the charity's own word: read so that the column is welcome, never kept. */
const COLUMNS = {
  ID_DONATEUR: { need: 'value', read: readIdentifier },
  MOTIF: { need: 'optional', read: textOf(1000) },
} as const satisfies ListColumns;

/** Longer transactions make the agents' claims wait. */
const ROWS_PER_TRANSACTION = 500;

/**
 * Withdraws records that the charity no longer wants called: `{ORG}_RETRAIT_UPG_FR_{AAAAMMJJ}.xlsx.pgp`, with
 * ID_DONATEUR. Never one on a screen: it is reported, and the same file given again takes it up. The same file twice changes
 * nothing more. AppErrors `campaign-unknown`, `campaign-not-open`, those of `openListFile` and `readListSheet`.
 */
export async function withdrawRecords(
  deps: ListDeps,
  request: { readonly campaign: string; readonly fileName: string; readonly actor: string },
): Promise<ListSummary> {
  const campaign = campaignToFill(deps, request.campaign);
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
      ...deps.store.write((rows) => withdrawSlice(rows, { campaign, slice, atMs, fileName, actor })),
    );
    await nextTurn();
  }
  return finishList(deps, { title: `Retraits ${campaign.code}`, fileName, opened, outcomes, atMs, actor });
}

interface BlindRow {
  readonly row: ListRow<typeof COLUMNS>;
  readonly blind: string | undefined;
}

async function withBlind(
  deps: ListDeps,
  campaign: CampaignRow,
  row: ListRow<typeof COLUMNS>,
): Promise<BlindRow> {
  const id = row.values.ID_DONATEUR;
  return { row, blind: id === undefined ? undefined : await deps.vault.blind(campaign.charity, 'donor', id) };
}

interface Slice {
  readonly campaign: CampaignRow;
  readonly slice: readonly BlindRow[];
  readonly atMs: number;
  readonly fileName: string;
  readonly actor: string;
}

function withdrawSlice(rows: StoreWriter, { campaign, slice, atMs, fileName, actor }: Slice): ListOutcome[] {
  const outcomes = slice.map(({ row, blind }): ListOutcome => {
    const id = row.values.ID_DONATEUR ?? '';
    if (blind === undefined) return unreadable(row.rowNumber, id, problemsText(row.problems));
    const recordId = rows.records.idByDonorBlind(campaign.code, blind);
    const record = recordId === undefined ? undefined : rows.records.byId(recordId);
    const { state, ...outcome } = withdrawalOf(record);
    // The charity's word stands over a profile's: undoing the profile leaves this one out.
    if (record && (state || record.disposition === WITHDRAWN)) rows.profiles.forgetRecord(record.id);
    if (record && state)
      rows.records.update(record.id, {
        state,
        disposition: WITHDRAWN,
        closedAtMs: atMs,
        owner: null,
        hold: null,
      });
    return { rowNumber: row.rowNumber, id, ...outcome };
  });
  const of = (result: string) => outcomes.filter((one) => one.result === result).length;
  trail(rows, { actor, atMs })('list.withdraw', fileName, {
    campaign: campaign.code,
    detail: {
      rows: outcomes.length,
      withdrawn: outcomes.filter((one) => one.effect === 'done').length,
      onScreen: of('A_L_ECRAN'),
    },
  });
  return outcomes;
}
