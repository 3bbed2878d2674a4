import { setImmediate as breathe } from 'node:timers/promises';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { agreeing } from '../../../shared/french-plural.ts';
import { nextLink } from '../../domain/audit/audit-chain.ts';
import { DIFFERENCES, type Difference, differencesOf } from '../../domain/delivery/agreed-call.ts';
import { URGENT_CODES } from '../../domain/delivery/urgent-file.ts';
import { WEEKLY_CODES } from '../../domain/delivery/weekly-file-lines.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** Agreements, signed or not, and gifts. */
const FORMS = DISPOSITIONS.filter(({ form }) => form === 'agreement' || form === 'one-off').map(
  ({ code }) => code,
);

/** A call whose line does not leave: its row is not what was agreed. */
export interface HeldCall {
  readonly callId: string;
  readonly campaign: string;
  readonly differences: readonly Difference[];
}

/** Neither this entry nor the one after it was changed without the other: whoever rewrites all of them meets the kept head. */
function isLinked(rows: StoreReader, entry: AuditRow): boolean {
  const before = { seq: entry.seq - 1, hash: entry.previousHash };
  if (typeof nextLink(before, entry) === 'string') return false;
  const [after] = rows.audit.page(entry.seq + 1, 1);
  return after === undefined || after.previousHash === entry.hash;
}

/**
 * What of the call is not as the audit log and the consent say: [] for a line that may leave.
 *
 * @internal for tests
 */
export function differencesInCall(rows: StoreReader, call: CallRow): readonly Difference[] {
  const { callId, recordId } = call;
  const entries = rows.audit.ofCall(callId);
  return differencesOf({
    call,
    corrections: rows.corrections.ofCall(callId),
    isSent: rows.deliveries.isLineSent(callId, 'N'),
    isTold: rows.deliveries
      .linesOfCall(callId)
      .some(({ line, correctionId }) => line !== 'U' && correctionId === ''),
    consents: rows.consents.ofCall(callId).map((row) => ({
      kind: row.kind,
      digest: row.digest,
      stated: sha256(row.statement) === row.digest ? rows.consents.stated(row) : undefined,
    })),
    frequency: rows.records.byId(recordId)?.frequency,
    signature: rows.mandates.ofCall(callId),
    check: rows.checks.lastOf(callId),
    entries: entries.every((entry) => isLinked(rows, entry)) ? entries : [],
  });
}

/** It is not what was agreed: nothing of it leaves for the charity or the donor. */
export function isHeldByDifference(rows: StoreReader, call: CallRow): boolean {
  return differencesInCall(rows, call).length > 0;
}

/** Those of these calls that are held, each once. */
export function heldAmong(rows: StoreReader, calls: readonly CallRow[]): readonly HeldCall[] {
  const byId = new Map(calls.map((call) => [call.callId, call]));
  return [...byId.values()].flatMap((call) => {
    const differences = differencesInCall(rows, call);
    return differences.length > 0 ? [{ callId: call.callId, campaign: call.campaign, differences }] : [];
  });
}

/** Calls whose line is held now: what the next weekly or urgent file would carry. */
export function heldPending(rows: StoreReader, campaign: string): readonly HeldCall[] {
  const beforeMs = Number.MAX_SAFE_INTEGER;
  const signed = rows.mandates
    .recorded(campaign, { fromMs: 0, toMs: beforeMs })
    .filter(({ callId }) => !rows.deliveries.isLineSent(callId, 'N'));
  const since = [...rows.corrections.calls(campaign), ...signed.map(({ callId }) => callId)];
  return heldAmong(rows, [
    ...rows.calls.unsent(campaign, beforeMs, { codes: WEEKLY_CODES, line: 'N' }),
    ...rows.calls.unsent(campaign, beforeMs, { codes: URGENT_CODES, line: 'U' }),
    ...since.flatMap((callId) => rows.calls.byId(callId) ?? []),
  ]);
}

/** Calls compared between two turns of the event loop. */
const SLICE = 100;

/** Calls of the whole campaign that its return file would tell of otherwise than was agreed. */
export async function heldOfCampaign(store: Store, campaign: string): Promise<readonly HeldCall[]> {
  const codes = [...new Set([...FORMS, ...URGENT_CODES])];
  const ever = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  const calls = store.read((rows) => rows.calls.ended(campaign, ever, codes));
  const held: HeldCall[] = [];
  for (let from = 0; from < calls.length; from += SLICE) {
    held.push(...store.read((rows) => heldAmong(rows, calls.slice(from, from + SLICE))));
    await breathe();
  }
  return held;
}

/** Held lines in the audit log: each once for what differs, however many files leave it out. */
export function noteHeld(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { held, actor }: { readonly held: readonly HeldCall[]; readonly actor: string },
): void {
  const isNoted = (rows: StoreReader, { callId, differences }: HeldCall) =>
    rows.audit
      .ofCall(callId)
      .some(({ action, detail }) => action === 'delivery.held' && detail.differs === differences.join(' '));
  const news = store.read((rows) => held.filter((one) => !isNoted(rows, one)));
  if (news.length === 0) return;
  store.write((rows) => {
    const note = trail(rows, { actor, atMs: clock.nowMs() });
    for (const { callId, campaign, differences } of news)
      note('delivery.held', callId, { campaign, detail: { differs: differences.join(' ') } });
  });
}

/** `ab12cd34 (montant, devise)`: for whoever looks into it. */
export function heldText({ callId, differences }: HeldCall): string {
  return `${callId.slice(0, 8)} (${differences.map((one) => DIFFERENCES[one]).join(', ')})`;
}

/** AppError `agreement-differs`, for a file that must be whole. */
export function agreementDiffers(held: readonly HeldCall[]): AppError {
  return new AppError({
    code: 'agreement-differs',
    kind: 'conflict',
    message: `Ce qui est enregistré n’est plus ce qui a été convenu : ${agreeing(held.length, 'appel(s)')} ${held.map(heldText).join(' ; ')}.`,
    hint: 'Prévenez le responsable des données : la base a été modifiée. plateau consent show APPEL dit ce qui a été convenu ; plateau correct remet ce montant-là, sinon reprenez une sauvegarde.',
  });
}
