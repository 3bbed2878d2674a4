import { AppError } from '../../../shared/errors.ts';
import { keptSince, mayRingBack } from '../../domain/line/call-back.ts';
import { siteOfCall } from '../../domain/line/call-site.ts';
import type { Chance } from '../../ports/clock.ts';
import type { LineCallbackRow } from '../../ports/rows/line-callbacks.ts';
import type { DialOrder, Done, QueueId, SeatId } from '../../ports/telephony.ts';
import type { Vault } from '../../ports/vault.ts';
import { lineBusy, noLine } from '../dial/dial-refusals.ts';
import { callbackPlace } from '../line/follow-given-up.ts';
import { trail } from '../trail.ts';
import type { SeatCallDeps } from './seat-calls.ts';
import { type Answering, type CallTaker, whoAnswers } from './who-answers.ts';

interface RingDeps extends Omit<SeatCallDeps, 'seatLines' | 'lineWatch'> {
  readonly chance: Chance;
  readonly vault: Pick<Vault, 'openPledge'>;
  readonly seatLines: {
    now(seat: SeatId): { readonly isReady: boolean; readonly call?: unknown };
    ringBack(order: DialOrder & { readonly queue: QueueId; readonly atMs: number }): Promise<Done>;
  };
  readonly lineWatch: {
    now(): { readonly calls: ReadonlyMap<string, Parameters<typeof siteOfCall>[1] & { isTalking: boolean }> };
  };
}

function callersWait(): AppError {
  return new AppError({
    code: 'callers-wait',
    kind: 'conflict',
    message: 'Des personnes attendent au téléphone : elles passent d’abord.',
    hint: 'Restez prêt : l’appel suivant arrive seul.',
  });
}

function nobodyToRing(): AppError {
  return new AppError({
    code: 'nobody-to-ring',
    kind: 'not-found',
    message: 'Personne n’est à rappeler à votre site.',
    hint: 'Restez prêt : les appels arrivent seuls.',
  });
}

function tooLate(): AppError {
  return new AppError({
    code: 'hours-over',
    kind: 'invalid',
    message: 'On ne rappelle qu’entre 9 h et 22 h.',
    hint: 'Restez prêt : les appels arrivent seuls.',
  });
}

function seatNotFree(): AppError {
  return new AppError({
    code: 'seat-not-free',
    kind: 'conflict',
    message: 'Ce poste n’est pas prêt, ou il a déjà quelqu’un au téléphone.',
    hint: 'Finissez l’appel, ou Espace quand vous êtes prêt.',
  });
}

/**
 * The seat rings back who waited longest at its site and hung up: tried once, whatever comes of it, and only while nobody
 * waits. Their number goes from the base to the PBX: no screen has it; they come to the seat like every caller. AppErrors of
 * `answering`, `line-absent`, `seat-not-free`, `callers-wait`, `hours-over`, `nobody-to-ring`; `line-unavailable`, and they
 * wait again.
 */
export async function ringBack(deps: RingDeps, taker: CallTaker): Promise<void> {
  const here = await whoAnswers(deps, taker);
  const { seat, real } = here;
  const { callBack } = real.settings;
  if (!deps.telephony.hasPbx) throw noLine();
  const { isReady, call } = deps.seatLines.now(seat);
  if (!isReady || call) throw seatNotFree();
  const calls = [...deps.lineWatch.now().calls.values()];
  if (calls.some((one) => !one.isTalking && siteOfCall(real.settings, one) !== undefined))
    throw callersWait();
  if (!mayRingBack(real.settings, deps.clock.nowMs())) throw tooLate();
  const row = callBack && (await take(deps, here, taker.account.id));
  if (!callBack || !row) throw nobodyToRing();
  const { to: number } = await deps.vault.openPledge(
    callbackPlace(row.campaign, row.numberIndex),
    row.sealed,
  );
  const done = await deps.seatLines.ringBack({
    ...{ seat, number, callerNumber: callBack.callerNumber, callId: deps.chance.uuid() },
    ...{ queue: here.queue, atMs: deps.clock.nowMs() },
  });
  if (done === 'done') return;
  await deps.store.write((rows) => rows.lineCallbacks.putBack(row));
  throw lineBusy();
}

/** Nobody else takes it; one who objected meanwhile is passed over for ever. */
async function take(
  deps: RingDeps,
  { site, real }: Answering,
  actor: string,
): Promise<LineCallbackRow | undefined> {
  const atMs = deps.clock.nowMs();
  const sinceMs = keptSince(real.settings, atMs) ?? atMs;
  return await deps.store.write(async (rows) => {
    for (;;) {
      const next = await rows.lineCallbacks.next(real.code, site, sinceMs);
      if (!next) return undefined;
      await rows.lineCallbacks.settle(real.code, next.numberIndex);
      if (await rows.records.isSuppressed(real.charity, next.numberIndex)) continue;
      const note = trail(rows, { actor, atMs });
      await note('seat.ring-back', real.code, { campaign: real.code });
      return next;
    }
  });
}
