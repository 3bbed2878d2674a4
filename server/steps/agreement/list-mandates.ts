import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import type { Currency } from '../../../shared/currency.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Frequency } from '../../../shared/money.ts';
import { judgedOn, toldDebitOn } from '../../domain/agreement/first-debit.ts';
import { mandateAction } from '../../domain/agreement/mandate-action.ts';
import { type MandateWait, reminderDueMs, waitOf } from '../../domain/agreement/mandate-follow-up.ts';
import { correctedCall } from '../../domain/call/corrected-call.ts';
import { needsSignature, standingOf } from '../../domain/indicators/agreement-facts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { EmailState } from '../../ports/rows/emails.ts';
import type { StoreReader } from '../../ports/store.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { readAgreements } from '../indicators/read-agreements.ts';
import { type OpenDeps, openRecordsInBulk } from '../records/open-record.ts';

/** A resumed gift that no weekly file carries yet for its mandate. */
export interface AwaitedMandateLine {
  readonly callId: string;
  readonly donorId: string;
  readonly wait: MandateWait;
  /** End of the call: since when it waits. */
  readonly sinceMs: number;
  readonly newMinor: number | null;
  readonly currency: Currency;
  readonly frequency: Frequency;
  /** Of the e-mail that bears the mandate or its link; null: none is owed. */
  readonly email: { readonly state: EmailState; readonly sentAtMs: number | null } | null;
  readonly remindedAtMs: readonly number[];
  /** Of a mandate to sign: when the next reminder is due; null for one to check. */
  readonly reminderDueMs: number | null;
  readonly isReminderDue: boolean;
}

/**
 * The agreements of a reactivation that wait for a mandate, oldest first: who, why, since when, reminded or not. Opens their
 * records, which is audited. AppErrors `campaign-unknown`, `campaign-purged`.
 */
export async function listMandates(
  deps: OpenDeps,
  request: { readonly campaign: string; readonly actor: string },
): Promise<readonly AwaitedMandateLine[]> {
  const campaign = await campaignToDeliver(deps, request.campaign);
  if (!callsStoppedGifts(campaign.kind)) return [];
  const nowMs = deps.clock.nowMs();
  const calls = await deps.store.read((rows) => awaitingCalls(rows, campaign.code, nowMs));
  const lines: AwaitedMandateLine[] = [];
  const why = { actor: request.actor, reason: 'Suivi des mandats', damaged: 'leave-out' } as const;
  const byRecord = new Map(calls.map((call) => [call.recordId, call]));
  for await (const { row, content } of openRecordsInBulk(deps, { ...why, recordIds: [...byRecord.keys()] })) {
    const call = byRecord.get(row.id);
    const { gift, mandate, donorId } = content.donor;
    const judged =
      call && mandateAction({ kind: campaign.kind, gift, mandate, debitOn: judgedOn(told(call)) });
    const wait = call && judged && (needsSignature(call) ? 'to-sign' : waitOf(judged));
    if (!call || wait === undefined) continue;
    const { frequency } = gift;
    const line = await deps.store.read((rows) => lineOf(rows, call, wait));
    const isReminderDue = (line.reminderDueMs ?? Number.MAX_SAFE_INTEGER) <= nowMs;
    lines.push({ ...line, donorId, frequency, isReminderDue });
  }
  return lines.toSorted((a, b) => a.sinceMs - b.sinceMs || (a.callId < b.callId ? -1 : 1));
}

const told = (call: CallRow) => ({ ...call, firstDebitOn: toldDebitOn(call) });

/** Of the agreements that no file carries, those that only their mandate may hold: settled by a verifier, not cancelled. */
async function awaitingCalls(
  rows: StoreReader,
  campaign: string,
  nowMs: number,
): Promise<readonly CallRow[]> {
  return await inTurn.flatMap(
    (await rows.agreements.ofCampaign(campaign))
      .filter((fact) => !fact.isSent && !fact.signature)
      .filter((fact) => {
        const standing = standingOf(fact, { atMs: nowMs + 1, files: [] });
        return standing === 'awaiting-signature' || standing === 'effective';
      }),
    async ({ callId }) => (await rows.calls.byId(callId)) ?? [],
  );
}

async function lineOf(
  rows: StoreReader,
  call: CallRow,
  wait: MandateWait,
): Promise<Omit<AwaitedMandateLine, 'donorId' | 'frequency' | 'isReminderDue'>> {
  const { callId, endedAtMs, currency } = call;
  const email = await rows.emails.ofCall(callId);
  const sentAtMs = email?.sentAtMs ?? null;
  const remindedAtMs = (await rows.mandates.reminders(call.campaign))
    .filter((one) => one.callId === callId)
    .map((one) => one.remindedAtMs);
  return {
    ...{ callId, wait, currency, remindedAtMs },
    sinceMs: endedAtMs,
    newMinor: correctedCall(call, await rows.corrections.ofCall(callId)).newMinor,
    email: email ? { state: email.state, sentAtMs } : null,
    reminderDueMs:
      wait === 'to-check' ? null : reminderDueMs({ endedAtMs, sentAtMs, remindedAtMs: remindedAtMs.at(-1) }),
  };
}

/** What the mandates of a campaign hold back, counted without opening a record. */
export interface HeldMandates {
  readonly toSign: number;
  /** Of these, whose reminder is due. */
  readonly toRemind: number;
  /** Left behind by a file that had to carry them: a mandate to check, most often. */
  readonly withheld: number;
}

/** In one snapshot (call it within one `store.read`). */
export async function heldMandates(
  rows: StoreReader,
  campaign: string,
  nowMs: number,
): Promise<HeldMandates> {
  const { facts, files } = await readAgreements(rows, campaign);
  const at = (wanted: string) =>
    facts.filter((fact) => standingOf(fact, { atMs: nowMs + 1, files }) === wanted);
  const unsigned = at('awaiting-signature');
  const reminders = new Map(
    (await rows.mandates.reminders(campaign)).map((one) => [one.callId, one.remindedAtMs]),
  );
  const toRemind = await inTurn.filter(unsigned, async ({ callId, endedAtMs }) => {
    const sentAtMs = (await rows.emails.ofCall(callId))?.sentAtMs ?? null;
    return reminderDueMs({ endedAtMs, sentAtMs, remindedAtMs: reminders.get(callId) }) <= nowMs;
  });
  return { toSign: unsigned.length, toRemind: toRemind.length, withheld: at('withheld').length };
}
