import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The person behind that record is blocked for the charity, by whichever of their blind indexes. */
export function isObjected(
  rows: StoreReader,
  { recordId, campaign }: { readonly recordId: number; readonly campaign: string },
): boolean {
  const charity = rows.campaigns.byCode(campaign)?.charity;
  const record = rows.records.byId(recordId);
  if (charity === undefined || !record) return false;
  const blinds = [record.donorBlind, ...rows.records.phoneBlindsOf(recordId)];
  return blinds.some((blind) => rows.records.isSuppressed(charity, blind));
}

/**
 * An objection came while the card was on a screen: whatever the workstation says, nothing agreed, given or promised is
 * recorded after it. AppError `outcome-objected`.
 */
export function refuseObjected(
  rows: StoreReader,
  {
    disposition,
    row,
  }: Pick<CallOutcome, 'disposition'> & {
    readonly row: { readonly id: number; readonly campaign: string };
  },
): void {
  if (dispositionOf(disposition)?.form === 'plain') return;
  if (!isObjected(rows, { recordId: row.id, campaign: row.campaign })) return;
  throw new AppError({
    code: 'outcome-objected',
    kind: 'invalid',
    message: 'Une opposition de cette personne est arrivée : ni accord, ni don, ni rappel.',
    hint: 'Remerciez, concluez sans demande, et choisissez une autre fin.',
  });
}
