import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { type PersonStop, STOP_KINDS, type StopKind } from '../../../shared/card.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { STOP_WORDS } from '../../domain/persons/stop-words.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

type StoppedRecord = Pick<RecordRow, 'id' | 'campaign'>;

/**
 * The act for the person after which nothing is asked, agreed or promised on that record: an objection for the charity or
 * this campaign, by whichever of their blind indexes; another act that waits for the card to leave a screen.
 */
export async function standingStop(rows: StoreReader, record: StoppedRecord): Promise<StopKind | undefined> {
  const waiting = new Set<StopKind>((await rows.persons.waitingActsOf(record.id)).map(({ kind }) => kind));
  return await inTurn.find(STOP_KINDS, async (kind) =>
    kind === 'objection' ? await isObjected(rows, record) : waiting.has(kind),
  );
}

/** The same as the agent's screen is told of it. */
export async function toldStop(rows: StoreReader, record: StoppedRecord): Promise<PersonStop | undefined> {
  const kind = await standingStop(rows, record);
  return kind && { kind, text: STOP_WORDS[kind].told };
}

async function isObjected(rows: StoreReader, { id, campaign }: StoppedRecord): Promise<boolean> {
  const charity = (await rows.campaigns.byCode(campaign))?.charity;
  return charity !== undefined && (await rows.records.isObjected(id, { charity, campaign }));
}

/** Whether such an act stands against that end of a call: nothing is asked of the person, or promised, by a plain one. */
export function isStoppable(disposition: string): boolean {
  return dispositionOf(disposition)?.form !== 'plain';
}

/**
 * Whatever the workstation says, nothing agreed, given or promised is recorded after such an act. AppErrors
 * `outcome-objected`, `outcome-withdrawn`, `outcome-listed`,
 * `outcome-erased`.
 */
export async function refuseStopped(
  rows: StoreReader,
  { disposition, row }: Pick<CallOutcome, 'disposition'> & { readonly row: StoppedRecord },
): Promise<void> {
  if (!isStoppable(disposition)) return;
  const kind = await standingStop(rows, row);
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
