import { isAppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { readIdentifier } from '../../domain/contact-file/contact-identifiers.ts';
import { readMandateReference } from '../../domain/contact-file/contact-mandates.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { dateCell } from '../../domain/contact-file/dates/contact-dates.ts';
import { type ListOutcome, problemsText, unreadable } from '../../domain/lists/list-report.ts';
import { type ListColumns, type ListRow, readListSheet } from '../../domain/lists/list-sheet.ts';
import type { SettleDeps } from '../agreement/settle-mandate.ts';
import { signMandate } from '../agreement/sign-mandate.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { type ListDeps, openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';

const COLUMNS = {
  ID_DONATEUR: { need: 'value', read: readIdentifier },
  REFERENCE: { need: 'value', read: readMandateReference },
  DATE_SIGNATURE: { need: 'value', read: dateCell() },
} as const satisfies ListColumns;

/** What a refusal means for one line of the file; another one stops the file. */
const RESULTS: Readonly<Record<string, Pick<ListOutcome, 'result' | 'effect'>>> = {
  'mandate-already-signed': { result: 'DEJA_SIGNE', effect: 'none' },
  'mandate-not-awaited': { result: 'NON_ATTENDU', effect: 'refused' },
  'donor-unknown': { result: 'INCONNU', effect: 'refused' },
  'signature-date-wrong': { result: 'DATE_REFUSEE', effect: 'refused' },
  'reference-invalid': { result: 'REFERENCE_REFUSEE', effect: 'refused' },
};

/**
 * Records the signatures of a file of the charity: `{ORG}_MANDATS_SIGNES_REA_{PAYS}_{AAAAMMJJ}.xlsx.pgp`, with ID_DONATEUR,
 * REFERENCE, DATE_SIGNATURE. Line by line, as `signMandate` does; the same file twice changes nothing more. AppErrors
 * `campaign-unknown`, `campaign-purged`, `final-delivered`, those of `openListFile` and `readListSheet`.
 */
export async function importSignedMandates(
  deps: ListDeps & SettleDeps,
  request: { readonly campaign: string; readonly fileName: string; readonly actor: string },
): Promise<ListSummary> {
  const campaign = await campaignToDeliver(deps, request.campaign);
  const { fileName, actor } = request;
  const opened = await openListFile(deps, { fileName, kind: 'signed-mandates', campaigns: [campaign] });
  const atMs = deps.clock.nowMs();
  const profile = contactProfile(campaign.settings, civilDate(atMs));
  const outcomes: ListOutcome[] = [];
  for (const row of readListSheet(opened.sheet, { columns: COLUMNS }, profile))
    outcomes.push(await signRow(deps, { campaign: campaign.code, row, actor }));
  const title = `Mandats signés ${campaign.code}`;
  return finishList(deps, { title, fileName, opened, outcomes, atMs, actor });
}

async function signRow(
  deps: SettleDeps,
  {
    campaign,
    row,
    actor,
  }: { readonly campaign: string; readonly row: ListRow<typeof COLUMNS>; readonly actor: string },
): Promise<ListOutcome> {
  const { rowNumber, values, problems } = row;
  const { ID_DONATEUR: donorId, REFERENCE: reference, DATE_SIGNATURE: signedOn } = values;
  const id = donorId ?? '';
  if (donorId === undefined || reference === undefined || signedOn === undefined)
    return unreadable(rowNumber, id, problemsText(problems));
  try {
    const { week } = await signMandate(deps, { campaign, donorId, reference, signedOn, actor });
    return {
      rowNumber,
      id,
      result: 'SIGNE',
      message: `Accord remis dans le fichier de ${week}.`,
      effect: 'done',
    };
  } catch (error) {
    const known = isAppError(error) ? RESULTS[error.code] : undefined;
    if (!isAppError(error) || !known) throw error;
    return { rowNumber, id, ...known, message: error.message };
  }
}
