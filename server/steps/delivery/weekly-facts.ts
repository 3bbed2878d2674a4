import { inTurn } from '../../../shared/in-turn.ts';
import { isoWeekOf, type Period } from '../../../shared/time.ts';
import { toldDebitOn } from '../../domain/agreement/first-debit.ts';
import { correctedCall, type LineToSend, lastCarried, lineToSend } from '../../domain/call/corrected-call.ts';
import { type WeeklyFact, weeklyCodes } from '../../domain/delivery/weekly-file-lines.ts';
import { isUndeliverable } from '../../domain/email/confirmation-life.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { EmailRow } from '../../ports/rows/emails.ts';
import type { MandateSignatureRow } from '../../ports/rows/mandates.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isHeldByDifference } from '../agreement/agreed-hold.ts';
import { isCallReleased } from '../agreement/open-check.ts';
import { isChangeHeld } from '../agreement/told-lines.ts';
import { releasedSince } from '../agreement/waiting-checks.ts';
import { freedByIncidents, isHeldByIncident } from '../quality/incident-hold.ts';
import { givenBack, isHeldByDamage } from './damage-hold.ts';

/**
 * A call that the file owes a line for, before its donor is opened: all read at one moment, so that what is recorded as
 * sent is what was written.
 */
export interface OwedLine {
  readonly recordId: number;
  readonly owed: LineToSend;
  readonly fact: Omit<WeeklyFact, 'donor' | 'signature'>;
  /** Recorded before the end of the week; its reference is still sealed. */
  readonly signature: MandateSignatureRow | undefined;
}

type OwingCampaign = Pick<CampaignRow, 'code' | 'kind'>;

/**
 * What the file of a week carries: the week's own calls, those of earlier weeks that came after their file had left, and an M
 * or X line for calls that left and changed since (docs/rules/layouts.md#weekly-file). A call has at most one line a
 * file. An agreement that is to be verified (F-05) enters once it is approved; until then it waits, as a late call
 * does; so does one of which something is damaged, or that is not what was agreed, and another amount of a line that left.
 */
export async function owedLines(
  rows: StoreReader,
  { code: campaign, kind }: OwingCampaign,
  period: Period,
): Promise<readonly OwedLine[]> {
  const codes = weeklyCodes(kind);
  const earlier = await rows.calls.ended(campaign, { fromMs: 0, toMs: period.fromMs }, codes);
  const late = await inTurn.filter(
    earlier,
    async (call) => (await rows.deliveries.find(campaign, 'weekly', isoWeekOf(call.endedAtMs))) !== undefined,
  );
  const fresh = await inTurn.filter(
    [
      ...late,
      ...(await rows.calls.ended(campaign, period, codes)),
      ...(await signedCalls(rows, campaign, period)),
    ],
    (call) => isNewLine(rows, call),
  );
  const byId = new Map(
    [...fresh, ...(await changedSince(rows, campaign))].map((call) => [call.callId, call]),
  );
  return await inTurn.flatMap(
    await inTurn.filter([...byId.values()], async (call) => !(await isHeld(rows, call))),
    async (call) => (await owedLine(rows, call, period)) ?? [],
  );
}

/** True when the file of a week after the campaign's end would have a line; cheap, since nearly nothing comes then. */
export async function owesAfterEnd(
  rows: StoreReader,
  { code: campaign, kind }: OwingCampaign,
  period: Period,
): Promise<boolean> {
  const codes = weeklyCodes(kind);
  const late = await inTurn.filter(
    [
      ...(await signedCalls(rows, campaign, period)),
      ...(await releasedSince(rows, campaign)),
      ...(await freedByIncidents(rows, campaign)),
      ...(await givenBack(rows, campaign)),
      ...(await correctedUnsent(rows, campaign)),
    ],
    async (call) => (await isNewLine(rows, call)) && (await mayLeave(rows, { call, codes })),
  );
  return await inTurn.some(
    [...late, ...(await changedSince(rows, campaign))],
    async (call) => !(await isHeld(rows, call)) && (await owedLine(rows, call, period)),
  );
}

/** Something of it is damaged, it is not what was agreed, or what changed since its line is still to be verified. */
async function isHeld(rows: StoreReader, call: CallRow): Promise<boolean> {
  return (
    (await isHeldByDamage(rows, call)) ||
    (await isHeldByDifference(rows, call)) ||
    (await isChangeHeld(rows, call.callId))
  );
}

/** A line that was held because it was not what was agreed leaves once it is corrected. */
async function correctedUnsent(rows: StoreReader, campaign: string): Promise<readonly CallRow[]> {
  return await inTurn.flatMap(
    await inTurn.filter(
      await rows.corrections.calls(campaign),
      async (callId) => !(await rows.deliveries.isLineSent(callId, 'N')),
    ),
    async (callId) => (await rows.calls.byId(callId)) ?? [],
  );
}

/** A resumed gift whose mandate is still to be signed is approved for nothing yet. */
async function mayLeave(
  rows: StoreReader,
  { call, codes }: { readonly call: CallRow; readonly codes: readonly string[] },
): Promise<boolean> {
  return codes.includes(call.disposition) || (await rows.mandates.ofCall(call.callId)) !== undefined;
}

/** Never sent, nobody has still to verify it, and no incident is open on its record. */
async function isNewLine(rows: StoreReader, call: CallRow): Promise<boolean> {
  const { callId } = call;
  if (await isHeldByIncident(rows, call)) return false;
  return !(await rows.deliveries.isLineSent(callId, 'N')) && (await isCallReleased(rows, callId));
}

/**
 * Agreements that waited for a signature enter the file of the week it was recorded in, or the next one when that file
 * had left.
 */
async function signedCalls(rows: StoreReader, campaign: string, period: Period): Promise<readonly CallRow[]> {
  return await inTurn.flatMap(
    await inTurn.filter(
      await rows.mandates.recorded(campaign, { fromMs: 0, toMs: period.toMs }),
      async ({ recordedAtMs }) =>
        recordedAtMs >= period.fromMs ||
        (await rows.deliveries.find(campaign, 'weekly', isoWeekOf(recordedAtMs))),
    ),
    async ({ callId }) => (await rows.calls.byId(callId)) ?? [],
  );
}

/** The first debit waits for the signature too. */
function signedCall(call: CallRow, signature: MandateSignatureRow | undefined): CallRow {
  const firstDebitOn = [call.firstDebitOn, signature?.firstDebitOn ?? null]
    .filter((date) => date !== null)
    .sort()
    .at(-1);
  return { ...call, firstDebitOn: firstDebitOn ?? null };
}

/** States that may say that an address does not receive. */
const UNDELIVERED = ['bounced', 'refused', 'failed'] as const;

/** Calls whose line left, and that were corrected, cancelled, or whose e-mail did not arrive. */
async function changedSince(rows: StoreReader, campaign: string): Promise<readonly CallRow[]> {
  const undelivered = (await inTurn.flatMap(UNDELIVERED, (state) => rows.emails.inState(state))).filter(
    (email) => email.campaign === campaign && isUndeliverable(email),
  );
  const callIds = new Set([
    ...(await rows.corrections.calls(campaign)),
    ...undelivered.map((email) => email.callId),
  ]);
  return await inTurn.flatMap(
    await inTurn.filter([...callIds], (callId) => rows.deliveries.isLineSent(callId, 'N')),
    async (callId) => (await rows.calls.byId(callId)) ?? [],
  );
}

/** The e-mail that the charity is told of: the last one, unless a rectification was called off and the confirmation stands. */
async function lastEmail(rows: StoreReader, callId: string): Promise<EmailRow | undefined> {
  const all = await rows.emails.allOfCall(callId);
  return all.findLast((email) => email.state !== 'cancelled') ?? all.at(-1);
}

/** The line's facts: amounts as they stand, those that an X cancels, and what the charity was last told. */
async function owedLine(rows: StoreReader, call: CallRow, period: Period): Promise<OwedLine | undefined> {
  const corrections = await rows.corrections.ofCall(call.callId);
  const sent = await rows.deliveries.linesOfCall(call.callId);
  const confirmation = await lastEmail(rows, call.callId);
  const bounced = confirmation !== undefined && isUndeliverable(confirmation);
  const owed = lineToSend({ corrections, sent, bounced });
  if (!owed) return undefined;
  const { recordId } = call;
  const { line } = owed;
  const recorded = await rows.mandates.ofCall(call.callId);
  const signature = recorded && recorded.recordedAtMs < period.toMs ? recorded : undefined;
  const agreed = { ...call, firstDebitOn: toldDebitOn(call) };
  const now = signedCall(correctedCall(agreed, corrections), signature);
  if (line === 'N') return { recordId, owed, fact: { call: now, confirmation, line }, signature };
  const told = signedCall(correctedCall(agreed, lastCarried(corrections, sent)), signature);
  const before = { newMinor: told.newMinor, oneOffMinor: told.oneOffMinor };
  return { recordId, owed, fact: { call: line === 'X' ? told : now, confirmation, line, before }, signature };
}
