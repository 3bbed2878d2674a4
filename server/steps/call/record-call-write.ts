import type { OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { triedNumbers } from '../../../shared/call-script.ts';
import type { DeskOutcome } from '../../ports/desk.ts';
import type { AuditEntry } from '../../ports/rows/audit.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { LastCallRow } from '../../ports/rows/undos.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { openCheck, type RecordedCall, standingOf } from '../agreement/open-check.ts';
import {
  consentDetail,
  consentGiven,
  type GivenConsent,
  type MadeConsent,
  recordConsent,
} from '../agreement/record-consent.ts';
import { setAtWork } from '../at-work.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { trail } from '../trail.ts';

/** What becomes of the record: a state other than « leased » ends its lease. */
export function changeOf({ effect, sealed }: DeskOutcome) {
  return { ...effect.record, ...sealed.record };
}

/** Carries out the rest of a decided outcome: within one transaction, after the change of its record, which found it unmoved. */
export async function writeOutcome(rows: StoreWriter, decided: DeskOutcome): Promise<OutcomeReceipt> {
  const { row, effect, sealed, agent, nowMs } = decided;
  await rows.calls.insert(callOf(decided));
  await rows.undos.keepBefore(beforeOf(decided), decided.undoFromMs);
  if (sealed.phoneBlinds) await rows.records.replacePhoneBlinds(row.id, sealed.phoneBlinds);
  if (effect.email) await rows.emails.add(emailOf(decided, effect.email));
  if (effect.suppress) await suppress(rows, decided);
  if (!(await rows.floor.leavesCard(agent.id, row.campaign, nowMs))) await leaveOtherCard(rows, decided);
  const recorded = recordedOf(decided);
  const standing = await standingOf(rows, recorded);
  await noteCall(rows, notedOf(decided, standing));
  await openCheck(rows, recorded, standing);
  return effect.receipt;
}

/** For its verification. */
export function recordedOf({ row, agent, outcome, nowMs }: DeskOutcome): RecordedCall {
  const { callId, disposition } = outcome;
  return {
    ...{ callId, disposition, recordId: row.id, campaign: row.campaign, agent: agent.id, atMs: nowMs },
  };
}

/** For its trace. */
export function notedOf(
  { row, lease, agent, outcome, effect, nowMs }: DeskOutcome,
  check: NotedOutcome['check'],
): NotedOutcome {
  const { call: amounts, scheme } = effect;
  return {
    ...{ row, outcome, amounts, scheme, agent: agent.id, atMs: nowMs, check, edition: lease.edition },
  };
}

/** Of another campaign than the one that the screen was at, or beside a card that stays. */
async function leaveOtherCard(rows: StoreWriter, { row, agent, nowMs }: DeskOutcome): Promise<void> {
  if (
    (await rows.floor.presenceOf(agent.id))?.state === 'card' &&
    !(await rows.records.leaseOfAgent(agent.id))
  )
    await setAtWork(rows, { agent: agent.id, state: 'waiting', campaign: row.campaign, atMs: nowMs });
}

/** How the record stood, for an undo. */
export function beforeOf({ row, sealed, agent, outcome }: DeskOutcome): LastCallRow {
  const { area, queue, dueAtMs, nextPart, owner, attempts, triesByPart } = row;
  const { busyCount, voicemailLeft, argued, lastAttemptAtMs, disposition } = row;
  return {
    agent: agent.id,
    callId: outcome.callId,
    campaign: row.campaign,
    recordId: row.id,
    before: {
      ...{ area, queue, dueAtMs, nextPart, owner, attempts, triesByPart },
      ...{ busyCount, voicemailLeft, argued, lastAttemptAtMs, disposition },
    },
    sealed: sealed.record ? row.sealed : null,
    sealVersion: row.version,
  };
}

/** The row of the call. */
export function callOf({ lease, row, effect, sealed, agent, outcome, requestHash, nowMs }: DeskOutcome) {
  const { durationSeconds, scriptVersion, path, disposition } = outcome;
  return {
    callId: outcome.callId,
    recordId: row.id,
    campaign: row.campaign,
    agent: agent.id,
    disposition,
    startedAtMs: lease.grantedAtMs,
    // The hour of recording: a late save never falls into a week whose file has left.
    endedAtMs: nowMs,
    durationSeconds,
    scriptVersion,
    theme: lease.theme,
    edition: lease.edition,
    path,
    ...effect.call,
    currency: row.currency,
    requestHash,
    receipt: effect.receipt,
    sealed: sealed.call,
    sealVersion: sealed.callVersion,
  };
}

/** The row of the e-mail that it owes. */
export function emailOf(
  { row, outcome, emailDomain, nowMs }: DeskOutcome,
  email: NonNullable<DeskOutcome['effect']['email']>,
) {
  return {
    id: outcome.callId,
    callId: outcome.callId,
    campaign: row.campaign,
    recordId: row.id,
    kind: email.kind,
    state: email.toSend ? ('to-send' as const) : ('no-email' as const),
    // Stable: the same call never makes two messages.
    messageId: `<${outcome.callId}@${emailDomain}>`,
    carries: '',
    callEndedAtMs: nowMs,
    dueAtMs: email.dueAtMs,
    attempts: 0,
    sentAtMs: null,
    edition: null,
    reply: '',
  };
}

/**
 * Promise 4 (server/README.md): the donor is blocked with the call, and whoever has their card on screen is told at
 * once.
 */
async function suppress(
  rows: StoreWriter,
  { row, effect, sealed, charity, nowMs }: DeskOutcome,
): Promise<void> {
  const { leased } = await rows.records.suppress({
    charity,
    campaign: row.campaign,
    blinds: sealed.objectionBlinds,
    onlyCampaign: effect.suppress === 'campaign',
    atMs: nowMs,
    exceptRecordId: row.id,
  });
  await tellScreens(rows, { recordIds: leased, atMs: nowMs, why: 'objection' });
}

type NotedOutcome = GivenConsent & {
  readonly amounts: Pick<CallRow, 'oneOffMinor'>;
  readonly check?: Awaited<ReturnType<typeof standingOf>>;
  readonly edition?: string | null;
};

/**
 * The trace of the call; for an agreement also what was agreed (F-04), without a personal value. What leaves for the charity is
 * compared with it (agreed-hold.ts).
 *
 * @internal for tests
 */
export async function noteCall(rows: StoreWriter, given: NotedOutcome): Promise<void> {
  const { row, outcome, agent, atMs } = given;
  const consent = await consentGiven(rows, given);
  const { seq } = await trail(rows, { actor: agent, atMs })('call.record', outcome.callId, {
    campaign: row.campaign,
    detail: callDetail(given, consent),
  });
  await recordConsent(rows, consent, seq);
}

/** What the log says of the call. */
export function callDetail(given: NotedOutcome, consent: MadeConsent | undefined): AuditEntry['detail'] {
  const { row, outcome, amounts, check, edition = null } = given;
  const { newMinor, oldMinor, oneOffMinor, firstDebitOn, askLevel } = amounts;
  const tried = triedNumbers(outcome.path);
  return {
    recordId: row.id,
    disposition: outcome.disposition,
    scriptVersion: outcome.scriptVersion,
    ...(edition === null ? {} : { edition }),
    ...(tried.length > 0 ? { tried: tried.map(({ slot, ending }) => `${slot}:${ending}`).join(' ') } : {}),
    ...(newMinor === null ? {} : { oldMinor: oldMinor ?? 0, newMinor, currency: row.currency }),
    ...(oneOffMinor === null ? {} : { oneOffMinor, currency: row.currency }),
    ...(firstDebitOn === null ? {} : { firstDebitOn }),
    ...(askLevel === null ? {} : { askLevel }),
    ...(check === 'to-check' ? { check } : {}),
    ...consentDetail(consent),
  };
}
