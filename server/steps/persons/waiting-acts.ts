import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Log } from '../../ports/log.ts';
import type { WaitingActRow } from '../../ports/rows/persons.ts';
import type { StoreReader } from '../../ports/store.ts';
import { closeWaiting, type ListAct } from '../records/close-waiting.ts';
import { type EraseDeps, eraseTarget } from './erase-person.ts';
import { recordMoved } from './rectify-person.ts';

type WaitingDeps = EraseDeps & { readonly log: Pick<Log, 'warn'> };

/** By kind: what is done once no screen shows the person any more. */
const CARRY_OUT: Readonly<
  Record<WaitingActRow['kind'], (deps: WaitingDeps, act: WaitingActRow) => Promise<boolean>>
> = { withdrawal: ofList('withdrawal'), listing: ofList('listing'), erasure };

/**
 * Carries out what lists and persons' erasures asked while a card was on a screen, as soon as it has left it. Run every few
 * seconds. One that is refused is logged and waits for the next turn. Returns how many were done; twice finds nothing more.
 */
export async function carryOutWaitingActs(deps: WaitingDeps): Promise<number> {
  let done = 0;
  for (const act of await deps.store.read(due)) {
    try {
      done += (await CARRY_OUT[act.kind](deps, act)) ? 1 : 0;
    } catch (error) {
      if (!isAppError(error)) throw error;
      deps.log.warn('acts.waiting', { kind: act.kind, code: error.code });
    }
  }
  return done;
}

async function due(rows: StoreReader): Promise<readonly WaitingActRow[]> {
  return await inTurn.filter(
    await rows.persons.waitingActs(),
    async (act) => !(await rows.records.leaseOfRecord(act.recordId)),
  );
}

function ofList(kind: ListAct) {
  return async ({ store, clock }: WaitingDeps, { recordId }: WaitingActRow): Promise<boolean> => {
    await store.write((rows) => closeWaiting(rows, { recordId, kind }, clock.nowMs()));
    return true;
  };
}

/** Every record of the request at once; another card of the person may still be on a screen. */
async function erasure(deps: WaitingDeps, act: WaitingActRow): Promise<boolean> {
  const { request, records, campaign } = await deps.store.read(async (rows) => {
    const request = await rows.persons.byId(act.requestId ?? '');
    const ids = request
      ? await inTurn.filter(
          await rows.persons.recordsOf(request.id),
          async (id) => !(await rows.persons.isErased(id)),
        )
      : [];
    return {
      request,
      records: await inTurn.flatMap(ids, async (id) => (await rows.records.byId(id)) ?? []),
      campaign: await rows.campaigns.byCode(request?.campaign ?? ''),
    };
  });
  const [first, ...others] = records;
  if (request?.state !== 'open' || !first || !campaign) {
    // Refused meanwhile, or done with another card.
    await deps.store.write((rows) => rows.persons.endWaitingAct(act));
    return false;
  }
  if (await deps.store.read((rows) => isShown(rows, records))) return false;
  await eraseTarget(deps, {
    target: { charity: request.charity, records: [first, ...others], campaign },
    id: request.id,
    reason: request.reason,
    actor: request.author,
    check: async (rows) => {
      if (await isShown(rows, records)) throw recordMoved();
    },
  });
  await deps.store.compact();
  return true;
}

async function isShown(rows: StoreReader, records: readonly { readonly id: number }[]): Promise<boolean> {
  return await inTurn.some(records, async ({ id }) => (await rows.records.leaseOfRecord(id)) !== undefined);
}
