import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { type PersonStop, STOP_KINDS, type StopKind } from '../../../shared/card.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { STOP_WORDS } from '../../domain/persons/stop-words.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

type StoppedRecord = Pick<RecordRow, 'id' | 'campaign'>;

/**
 * The act for the person after which nothing is asked, agreed or promised on that record: an objection for the charity or
 * this campaign, by whichever of their blind indexes; another act that waits for the card to leave a screen.
 */
export function standingStop(rows: StoreReader, record: StoppedRecord): StopKind | undefined {
  const waiting = new Set<StopKind>(rows.persons.waitingActsOf(record.id).map(({ kind }) => kind));
  return STOP_KINDS.find((kind) => (kind === 'objection' ? isObjected(rows, record) : waiting.has(kind)));
}

/** The same as the agent's screen is told of it. */
export function toldStop(rows: StoreReader, record: StoppedRecord): PersonStop | undefined {
  const kind = standingStop(rows, record);
  return kind && { kind, text: STOP_WORDS[kind].told };
}

function isObjected(rows: StoreReader, { id, campaign }: StoppedRecord): boolean {
  const charity = rows.campaigns.byCode(campaign)?.charity;
  return charity !== undefined && rows.records.isObjected(id, { charity, campaign });
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
