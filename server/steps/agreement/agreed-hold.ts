import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { agreeing } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
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
async function isLinked(rows: StoreReader, entry: AuditRow): Promise<boolean> {
  const before = { seq: entry.seq - 1, hash: entry.previousHash };
  if (typeof nextLink(before, entry) === 'string') return false;
  const after = await rows.audit.linkFrom(entry.seq + 1);
  return after === undefined || after.previousHash === entry.hash;
}

/**
 * What of the call is not as the audit log and the consent say: [] for a line that may leave.
 *
 * @internal for tests
 */
export async function differencesInCall(rows: StoreReader, call: CallRow): Promise<readonly Difference[]> {
  const { callId, recordId } = call;
  const entries = await rows.audit.ofCall(callId);
  return differencesOf({
    call,
    corrections: await rows.corrections.ofCall(callId),
    isSent: await rows.deliveries.isLineSent(callId, 'N'),
    isTold: (await rows.deliveries.linesOfCall(callId)).some(
      ({ line, correctionId }) => line !== 'U' && correctionId === '',
    ),
    consents: await inTurn.map(await rows.consents.ofCall(callId), async (row) => ({
      kind: row.kind,
      digest: row.digest,
      stated: sha256(row.statement) === row.digest ? await rows.consents.stated(row) : undefined,
    })),
    frequency: (await rows.records.byId(recordId))?.frequency,
    signature: await rows.mandates.ofCall(callId),
    check: await rows.checks.lastOf(callId),
    entries: (await inTurn.every(entries, (entry) => isLinked(rows, entry))) ? entries : [],
  });
}

/** It is not what was agreed: nothing of it leaves for the charity or the donor. */
export async function isHeldByDifference(rows: StoreReader, call: CallRow): Promise<boolean> {
  return (await differencesInCall(rows, call)).length > 0;
}

/** Those of these calls that are held, each once. */
export async function heldAmong(rows: StoreReader, calls: readonly CallRow[]): Promise<readonly HeldCall[]> {
  const byId = new Map(calls.map((call) => [call.callId, call]));
  return await inTurn.flatMap([...byId.values()], async (call) => {
    const differences = await differencesInCall(rows, call);
    return differences.length > 0 ? [{ callId: call.callId, campaign: call.campaign, differences }] : [];
  });
}

/** Calls whose line is held now: what the next weekly or urgent file would carry. */
export async function heldPending(rows: StoreReader, campaign: string): Promise<readonly HeldCall[]> {
  const beforeMs = Number.MAX_SAFE_INTEGER;
  const signed = await inTurn.filter(
    await rows.mandates.recorded(campaign, { fromMs: 0, toMs: beforeMs }),
    async ({ callId }) => !(await rows.deliveries.isLineSent(callId, 'N')),
  );
  const since = [...(await rows.corrections.calls(campaign)), ...signed.map(({ callId }) => callId)];
  return await heldAmong(rows, [
    ...(await rows.calls.unsent(campaign, beforeMs, { codes: WEEKLY_CODES, line: 'N' })),
    ...(await rows.calls.unsent(campaign, beforeMs, { codes: URGENT_CODES, line: 'U' })),
    ...(await inTurn.flatMap(since, async (callId) => (await rows.calls.byId(callId)) ?? [])),
  ]);
}

/** Calls of the whole campaign that its return file would tell of otherwise than was agreed. */
export async function heldOfCampaign(store: Store, campaign: string): Promise<readonly HeldCall[]> {
  const codes = [...new Set([...FORMS, ...URGENT_CODES])];
  const ever = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  return await store.survey(
    async (rows) => await heldAmong(rows, await rows.calls.ended(campaign, ever, codes)),
  );
}

/** Held lines in the audit log: each once for what differs, however many files leave it out. */
export async function noteHeld(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { held, actor }: { readonly held: readonly HeldCall[]; readonly actor: string },
): Promise<void> {
  const isNoted = async (rows: StoreReader, { callId, differences }: HeldCall) =>
    (await rows.audit.ofCall(callId)).some(
      ({ action, detail }) => action === 'delivery.held' && detail.differs === differences.join(' '),
    );
  const news = await store.read((rows) => inTurn.filter(held, async (one) => !(await isNoted(rows, one))));
  if (news.length === 0) return;
  await store.write(async (rows) => {
    const note = trail(rows, { actor, atMs: clock.nowMs() });
    for (const one of news) {
      const { callId, campaign, differences } = one;
      // Somebody else's build may have said it meanwhile.
      if (await isNoted(rows, one)) continue;
      await note('delivery.held', callId, { campaign, detail: { differs: differences.join(' ') } });
    }
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
