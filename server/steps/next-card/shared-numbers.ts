import { triesOf } from '../../domain/call/call-result-record.ts';
import type { Try } from '../../domain/calling-rules/cadence-counting.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { numberRestMs, WEIGHS_MS } from '../../domain/calling-rules/number-rest.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';

interface Found {
  readonly record: RecordRow;
  readonly campaign: CampaignRow;
  readonly question: { readonly nowMs: number; readonly rules: CallingRules };
  /** Calls of the record itself, oldest first. */
  readonly own: readonly Try[];
}

export interface NumberWait {
  readonly untilMs: number;
  /** Records that bear one of the numbers, when it is the numbers that wait. */
  readonly others: readonly number[];
}

/** Until when another record that bears one of the numbers keeps this one from being called; undefined when none does. */
export async function numberWait(
  rows: StoreReader,
  { record, campaign, question, own }: Found,
): Promise<NumberWait | undefined> {
  const { nowMs, rules } = question;
  const { settings, charity } = campaign;
  const use = await rows.numbers.use({ recordId: record.id, charity, callsFromMs: nowMs - WEIGHS_MS });
  if (use === undefined) return undefined;
  const shared = { ...use, calls: triesOf({ history: use.calls }) };
  const fromMs = numberRestMs({ row: record, shared, own, settings, nowMs });
  if (fromMs === undefined) return undefined;
  const untilMs = rules.nextAllowed({ area: record.area, settings, fromMs })?.atMs ?? fromMs;
  return { untilMs, others: use.others };
}

/** More than a household: each of them would be found and put off in turn, at the cost of reading all of them. */
const MANY = 20;
const PUT_OFF_AT_ONCE = 5_000;

/** The others of a switchboard wait with the one that was found. */
export async function putOffTogether(rows: StoreWriter, { untilMs, others }: NumberWait): Promise<void> {
  if (others.length >= MANY) await rows.numbers.putOff(others, { untilMs, limit: PUT_OFF_AT_ONCE });
}
