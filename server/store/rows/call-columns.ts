import * as z from 'zod';
import type { AskLevel, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { pathSchema } from '../../../shared/call-script.ts';
import type { Currency } from '../../../shared/currency.ts';
import { shapeOf } from '../../../shared/shape-of.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { DayPart } from '../../ports/rows/leases.ts';
import { bytes, flag, int, intOrNull, type Row, text, textOrNull, type Values } from '../columns.ts';
import { jsonColumns } from '../stored-json.ts';

const json = jsonColumns('call', 'call_id');
const RECEIPT = shapeOf<OutcomeReceipt>({
  callId: z.string(),
  disposition: z.string(),
  summary: z.string(),
  confirmation: z.enum(['none', 'queued', 'no-email']),
});

/** In order of time: a few calls that their statement gives in another order are not worth a table of SQLite's. */
export function callsInOrder(rows: readonly Row[]): readonly CallRow[] {
  return rows.map(callOf).sort((a, b) => a.endedAtMs - b.endedAtMs || (a.callId < b.callId ? -1 : 1));
}

export function callOf(row: Row): CallRow {
  return {
    callId: text(row, 'call_id'),
    recordId: int(row, 'record_id'),
    campaign: text(row, 'campaign'),
    agent: text(row, 'agent'),
    disposition: text(row, 'disposition'),
    startedAtMs: int(row, 'started_at_ms'),
    endedAtMs: int(row, 'ended_at_ms'),
    durationSeconds: int(row, 'duration_seconds'),
    dayPart: text(row, 'day_part') as DayPart,
    attemptRank: intOrNull(row, 'attempt_rank'),
    phoneSlot: textOrNull(row, 'phone_slot'),
    scriptVersion: text(row, 'script_version'),
    theme: textOrNull(row, 'theme'),
    edition: textOrNull(row, 'edition'),
    path: json(row, 'path', pathSchema),
    coordinates: textOrNull(row, 'coordinates'),
    changed: flag(row, 'changed'),
    askLevel: textOrNull(row, 'ask_level') as AskLevel | null,
    oldMinor: intOrNull(row, 'old_minor'),
    newMinor: intOrNull(row, 'new_minor'),
    oldMonthlyMinor: intOrNull(row, 'old_monthly_minor'),
    newMonthlyMinor: intOrNull(row, 'new_monthly_minor'),
    oneOffMinor: intOrNull(row, 'one_off_minor'),
    currency: text(row, 'currency') as Currency,
    firstDebitOn: textOrNull(row, 'first_debit_on'),
    callbackAtMs: intOrNull(row, 'callback_at_ms'),
    requestHash: text(row, 'request_hash'),
    receipt: json(row, 'receipt', RECEIPT),
    sealed: bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
  };
}

/** A call as its table has it: texts in place of what is nested. */
export function callColumns(row: CallRow): Values {
  return { ...row, path: JSON.stringify(row.path), receipt: JSON.stringify(row.receipt) };
}
