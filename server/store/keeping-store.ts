import type { Clock } from '../ports/clock.ts';
import type { Desk } from '../ports/desk.ts';
import type { KeptAct, KeptActs } from '../ports/kept-acts.ts';
import type { RecordErasure } from '../ports/rows/persons.ts';
import type { PledgeRow } from '../ports/rows/pledges.ts';
import type { Store, StoreReader, StoreWriter } from '../ports/store.ts';

/**
 * The same base, which also keeps the acts that protect persons outside itself: before the commit, in the transaction itself or,
 * at the desk, just before it. An act that could not be kept is not done; one kept that is then refused or whose commit fails
 * was never answered, and doing it again at a restoration only protects more. Here rather than in the steps, so that no step can
 * forget it.
 */
export function keepingStore(store: Store, deps: { readonly acts: KeptActs; readonly clock: Clock }): Store {
  const writing =
    (target: Store): Store['write'] =>
    (work) =>
      target.write(async (rows) => {
        const acts: KeptAct[] = [];
        const result = await work(noting(rows, acts, deps.clock));
        if (acts.length > 0) deps.acts.add(acts);
        return result;
      });
  const unsettled: Store = {
    ...store.unsettled,
    write: writing(store.unsettled),
    desk: keepingDesk(store.unsettled.desk, deps.acts),
    get unsettled() {
      return unsettled;
    },
  };
  return { ...store, write: writing(store), desk: keepingDesk(store.desk, deps.acts), unsettled };
}

/** Of the desk's operations, only an outcome may be an objection. */
function keepingDesk(desk: Desk, acts: KeptActs): Desk {
  return {
    claim: (question) => desk.claim(question),
    tell: (telling) => desk.tell(telling),
    open: (opening) => desk.open(opening),
    record: async (outcome) => {
      const { effect, sealed, charity, row, nowMs: atMs } = outcome;
      const campaign = effect.suppress === 'campaign' ? row.campaign : '';
      if (effect.suppress)
        acts.add([{ kind: 'objection', charity, campaign, blinds: sealed.objectionBlinds, atMs }]);
      return await desk.record(outcome);
    },
  };
}

/** The writer's own methods, but for those that protect persons. */
function noting(rows: StoreWriter, acts: KeptAct[], clock: Clock): StoreWriter {
  const { records, people, persons, pledges, purges } = rows;
  return {
    ...rows,
    records: withMethods(records, {
      suppress: async (request) => {
        const { charity, campaign, blinds, onlyCampaign, atMs } = request;
        acts.push({ kind: 'objection', charity, campaign: onlyCampaign ? campaign : '', blinds, atMs });
        return await records.suppress(request);
      },
      liftSuppression: async (charity, blinds) => {
        acts.push({ kind: 'lift', charity, blinds, atMs: clock.nowMs() });
        return await records.liftSuppression(charity, blinds);
      },
    }),
    people: withMethods(people, {
      erase: async (participant, how) => {
        const row = await people.byId(participant);
        const blinds = how?.keepsAway ? [row?.crmBlind, row?.emailBlind].flatMap((one) => one ?? []) : [];
        const away = blinds.length === 0 ? {} : { blinds };
        if (row)
          acts.push({
            ...{ kind: 'participant', charity: row.charity, participant },
            ...{ ...away, atMs: clock.nowMs() },
          });
        await people.erase(participant);
      },
      eraseBase: async (charity, told) => {
        const openedAtMs = (await people.base(charity))?.openedAtMs;
        const erased = await people.eraseBase(charity);
        const counts = Object.fromEntries(erased.map(({ table, rows: count }) => [table, count]));
        if (told && openedAtMs !== undefined)
          acts.push({ kind: 'directory', charity, ...told, openedAtMs, counts, atMs: clock.nowMs() });
        return erased;
      },
    }),
    persons: withMethods(persons, {
      // An erasure that waits for the end of a call is owed as much as one that is done.
      addWaitingAct: async (act) => {
        const { requestId } = act;
        if (requestId !== null) acts.push(await erasureOf(rows, { ...act, requestId }));
        return await persons.addWaitingAct(act);
      },
      eraseRecord: async (erasure) => {
        acts.push(await erasureOf(rows, erasure));
        await persons.eraseRecord(erasure);
      },
    }),
    pledges: withMethods(pledges, {
      erase: async (id, how) => {
        const row = how?.isAsked ? await pledges.byId(id) : undefined;
        if (row?.sealed) acts.push(await pledgeErased(rows, row, clock.nowMs()));
        await pledges.erase(id, how);
      },
    }),
    purges: withMethods(purges, {
      begin: async (row) => {
        const { campaign, operator, startedAtMs: atMs } = row;
        const charity = (await rows.campaignHeads.byCode(campaign))?.charity ?? '';
        acts.push({ kind: 'purge', charity, campaign, operator, atMs });
        await purges.begin(row);
      },
    }),
  };
}

async function pledgeErased(
  { campaignHeads }: StoreReader,
  { id: pledge, campaign }: Pick<PledgeRow, 'id' | 'campaign'>,
  atMs: number,
): Promise<KeptAct> {
  const charity = (await campaignHeads.byCode(campaign))?.charity ?? '';
  return { kind: 'pledge', charity, campaign, pledge, atMs };
}

async function erasureOf(
  { campaigns, records }: StoreReader,
  {
    campaign,
    requestId,
    atMs,
    recordId,
  }: Pick<RecordErasure, 'campaign' | 'requestId' | 'atMs' | 'recordId'>,
): Promise<KeptAct> {
  const charity = (await campaigns.byCode(campaign))?.charity ?? '';
  const blind = (await records.byId(recordId))?.donorBlind ?? '';
  return { kind: 'erasure', charity, campaign, blind, requestId, atMs };
}

/** The others keep their own `this`: they have private fields. */
function withMethods<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get: (_, name) => {
      const own = Reflect.get(methods, name) as unknown;
      if (own !== undefined) return own;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
