import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { callbackContent, keptSince, numberToRing } from '../../domain/line/call-back.ts';
import { siteOfCall } from '../../domain/line/call-site.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import { pledgePlace } from '../../domain/line/stored-pledge.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { CallEvent, LineCallId, LineEvent, QueueId, Telephony } from '../../ports/telephony.ts';
import type { Vault } from '../../ports/vault.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { followedLines } from './followed-lines.ts';

interface GivenUpDeps {
  readonly telephony: Pick<Telephony, 'hasPbx' | 'follow'>;
  readonly store: Store;
  readonly vault: Pick<Vault, 'blindAll' | 'sealPledge'>;
  readonly log: Log;
}

/** Where a kept number is sealed: its index is the place. */
export const callbackPlace = (campaign: string, numberIndex: string) =>
  pledgePlace({ id: `callback-${numberIndex}`, campaign, sealVersion: 1 });

/**
 * Keeps the numbers of callers who hang up before a seat answers, on lines that ring them back (`callBack`), and lets go of those
 * who are answered after all; until the returned function is called, which waits for what was heard to be kept. Withheld numbers,
 * those of no person, of somebody who objected, and of callers of the charity's team: never. Without a PBX there is nothing to
 * follow.
 */
export function followGivenUp(deps: GivenUpDeps): () => Promise<void> {
  if (!deps.telephony.hasPbx) return async () => undefined;
  const waiting = new Map<LineCallId, { readonly queue: QueueId; readonly number: string }>();
  let last = Promise.resolve();
  const hear = (event: LineEvent) => {
    if (event.kind === 'line') return;
    if (event.kind === 'waiting' || event.kind === 'offered') remember(waiting, event);
    if (event.kind !== 'answered' && event.kind !== 'abandoned') return;
    const caller = waiting.get(event.call);
    waiting.delete(event.call);
    if (!caller) return;
    const { kind, atMs } = event;
    const heard = { ...caller, isAnswered: kind === 'answered', atMs };
    last = last
      .then(() => note(deps, heard))
      .catch((error: unknown) => {
        const code = isAppError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
        deps.log.warn('line.given-up-not-kept', { code });
      });
  };
  const stop = deps.telephony.follow(hear);
  return async () => {
    stop();
    await last;
  };
}

/** One who was handed over waits again, for the charity's team, and shows no number any more: they are forgotten. */
function remember(
  waiting: Map<LineCallId, { readonly queue: QueueId; readonly number: string }>,
  { call, queue, number }: Extract<CallEvent, { kind: 'waiting' | 'offered' }>,
): void {
  if (number === undefined) waiting.delete(call);
  else waiting.set(call, { queue, number });
}

interface Heard {
  readonly queue: QueueId;
  readonly number: string;
  readonly isAnswered: boolean;
  readonly atMs: number;
}

async function note(deps: GivenUpDeps, heard: Heard): Promise<void> {
  const lines = (await followedLines(deps)).filter(({ callBack }) => callBack !== undefined);
  await inTurn.forEach(lines, (line) => noteFor(deps, line, heard));
}

async function noteFor(
  { store, vault }: GivenUpDeps,
  line: LineSettings,
  { queue, number, isAnswered, atMs }: Heard,
): Promise<void> {
  const site = siteOfCall(line, { queue, waitingAtMs: atMs, seat: null });
  const ring = numberToRing(number, line.country);
  if (site === undefined || ring === undefined) return;
  const { code, charity } = line;
  const [numberIndex = ''] = await vault.blindAll(charity.code, [{ purpose: 'phone', value: ring }]);
  if (isAnswered) {
    await writeWhenFree({ store }, (rows) => rows.lineCallbacks.settle(code, numberIndex));
    return;
  }
  const sealed = await vault.sealPledge(callbackPlace(code, numberIndex), callbackContent(ring));
  await writeWhenFree({ store }, async (rows) => {
    if (await rows.records.isSuppressed(charity.code, numberIndex)) return;
    await rows.lineCallbacks.add({ campaign: code, numberIndex, site, atMs, sealed });
  });
}

/** Erases the numbers whose hours are over, and all of a line that keeps none any more. Twice changes nothing more. */
export async function dropOldCallbacks({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: { nowMs(): number };
}): Promise<void> {
  const nowMs = clock.nowMs();
  const lines = await store.read((rows) => rows.lines.all());
  await store.write((rows) =>
    inTurn.forEach(lines, async ({ code, state, settings }) => {
      const sinceMs = state === 'open' ? keptSince(settings, nowMs) : null;
      await rows.lineCallbacks.dropBefore(code, sinceMs ?? nowMs + 1);
    }),
  );
}
