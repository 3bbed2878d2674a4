import { PRODUCT_REASONS } from '../domain/audit/product-reasons.ts';
import type { DeskOpened, DeskOpening, DeskOutcome, DeskReceipt } from '../ports/desk.ts';
import type { LeaseRow } from '../ports/rows/leases.ts';
import type { StoreReader } from '../ports/store.ts';
import { standingOf } from '../steps/agreement/open-check.ts';
import { consentGiven, type MadeConsent } from '../steps/agreement/record-consent.ts';
import {
  beforeOf,
  callDetail,
  callOf,
  changeOf,
  emailOf,
  notedOf,
  recordedOf,
} from '../steps/call/record-call-write.ts';
import { isStoppable } from '../steps/records/standing-stop.ts';
import { campaignOfCall } from '../steps/script/edition-in-force.ts';
import { type DeskFunctions, knownOnceRead, type QuickRecording } from './desk-functions.ts';

/** What a decision needs, in one message; undefined when the card is not on the agent's screen, and nothing was written. */
export async function openQuickly(
  functions: DeskFunctions,
  { agent, callId, nowMs, scriptVersion }: DeskOpening,
): Promise<DeskOpened | undefined> {
  const entry = { action: 'record.open', actor: agent.id, atMs: nowMs, detail: { count: 1 } } as const;
  const opened = await functions.open({ agent: agent.id, callId, entry, reason: PRODUCT_REASONS.recorded });
  if (!opened) return undefined;
  const { lease, record, calls } = opened;
  const said = (rows: StoreReader) => saidOnCall(rows, lease, scriptVersion);
  const { value } = (await functions.known(said)) ?? { value: await functions.read(said) };
  return { kind: 'opened', lease, record, history: calls, ...value };
}

/** What the agent's screen said, kept by this server as a rule. */
async function saidOnCall(rows: StoreReader, lease: LeaseRow, scriptVersion: string) {
  const isLeased = (lease.scriptVersion ?? scriptVersion) === scriptVersion;
  return {
    campaign: await campaignOfCall(rows, lease),
    script: isLeased ? await rows.campaigns.script(lease.campaign, scriptVersion) : undefined,
  };
}

/** The outcome recorded in one message; undefined when it is not the plain case, and nothing was written. */
export async function recordQuickly(
  functions: DeskFunctions,
  decided: DeskOutcome,
): Promise<DeskReceipt | undefined> {
  const { effect, sealed } = decided;
  // An objection reaches other records, and corrected numbers their indexes.
  if (effect.suppress || sealed.phoneBlinds) return undefined;
  const known = await knownOnceRead(functions, (rows) => rowsOf(rows, decided));
  if (!known?.value || !(await functions.record(known.version, known.value))) return undefined;
  return { kind: 'receipt', receipt: effect.receipt };
}

async function rowsOf(rows: StoreReader, decided: DeskOutcome): Promise<QuickRecording | undefined> {
  const { agent, outcome, row, effect, charity, nowMs, undoFromMs } = decided;
  const recorded = recordedOf(decided);
  const state = await standingOf(rows, recorded);
  // The log says of one that is approved by the rule that it was: a second entry.
  if (state === 'by-rule') return undefined;
  const noted = notedOf(decided, state);
  const consent = await consentGiven(rows, noted);
  const check = { ...recorded, state: 'to-check', rank: 1, author: 'system', reason: '' } as const;
  const { agent: _, disposition: __, ...checked } = check;
  return {
    ...{ agent: agent.id, callId: outcome.callId, record: row, nowMs, undoFromMs },
    ...(isStoppable(outcome.disposition) && { charity }),
    entry: { action: 'call.record', actor: agent.id, atMs: nowMs, detail: callDetail(noted, consent) },
    change: changeOf(decided),
    rows: {
      call: callOf(decided),
      lastCall: beforeOf(decided),
      ...(effect.email && { email: emailOf(decided, effect.email) }),
      ...(consent && { consent: consentRow(consent) }),
      ...(state && { check: checked }),
    },
  };
}

function consentRow({ call, recordId, version, kind, author, atMs, statement, digest }: MadeConsent) {
  const { callId, campaign } = call;
  return { callId, version, campaign, recordId, kind, author, atMs, statement, digest };
}
