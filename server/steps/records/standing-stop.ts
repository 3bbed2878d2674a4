import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { type PersonStop, STOP_KINDS, type StopKind } from '../../../shared/card.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { STOP_WORDS } from '../../domain/persons/stop-words.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

type StoppedRecord = Pick<RecordRow, 'id' | 'campaign'>;

/** How each kind of act is known to stand against a record; the first that does is the one told. */
const STANDS: Readonly<Record<StopKind, (rows: StoreReader, record: StoppedRecord) => boolean>> = {
  erasure: (rows, record) => waits(rows, record, 'erasure'),
  withdrawal: (rows, record) => waits(rows, record, 'withdrawal'),
  listing: (rows, record) => waits(rows, record, 'listing'),
  objection: isObjected,
};

/**
 * The act for the person after which nothing is asked, agreed or promised on that record: an objection for the charity or
 * this campaign, by whichever of their blind indexes; another act that waits for the card to leave a screen.
 */
export function standingStop(rows: StoreReader, record: StoppedRecord): StopKind | undefined {
  return STOP_KINDS.find((kind) => STANDS[kind](rows, record));
}

/** The same as the agent's screen is told of it. */
export function toldStop(rows: StoreReader, record: StoppedRecord): PersonStop | undefined {
  const kind = standingStop(rows, record);
  return kind && { kind, text: STOP_WORDS[kind].told };
}

function waits(rows: StoreReader, { id }: StoppedRecord, kind: StopKind): boolean {
  return rows.persons.waitingActsOf(id).some((act) => act.kind === kind);
}

function isObjected(rows: StoreReader, { id, campaign }: StoppedRecord): boolean {
  const charity = rows.campaigns.byCode(campaign)?.charity;
  const record = rows.records.byId(id);
  if (charity === undefined || !record) return false;
  const blinds = [record.donorBlind, ...rows.records.phoneBlindsOf(id), rows.records.emailBlindOf(id) ?? ''];
  return blinds.some((blind) => blind !== '' && rows.records.isSuppressed(charity, blind, campaign));
}

/**
 * Whatever the workstation says, nothing agreed, given or promised is recorded after such an act. AppErrors
 * `outcome-objected`, `outcome-withdrawn`, `outcome-listed`,
 * `outcome-erased`.
 */
export function refuseStopped(
  rows: StoreReader,
  { disposition, row }: Pick<CallOutcome, 'disposition'> & { readonly row: StoppedRecord },
): void {
  if (dispositionOf(disposition)?.form === 'plain') return;
  const kind = standingStop(rows, row);
  if (kind === undefined) return;
  throw new AppError({
    code: REFUSED[kind],
    kind: 'invalid',
    message: STOP_WORDS[kind].refused,
    hint: 'Remerciez, concluez sans demande, et choisissez une autre fin.',
  });
}

const REFUSED = {
  objection: 'outcome-objected',
  withdrawal: 'outcome-withdrawn',
  listing: 'outcome-listed',
  erasure: 'outcome-erased',
} as const satisfies Record<StopKind, string>;
