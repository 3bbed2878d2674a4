import { randomUUID } from 'node:crypto';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { CheckState } from '../../../server/ports/rows/checks.ts';
import type { Store, StoreWriter } from '../../../server/ports/store.ts';
import type { AskingKind } from '../../../shared/campaign-kind.ts';
import { isoWeekOf, type Period, periodOfIsoWeek } from '../../../shared/time.ts';
import { campaignRow, settings } from '../store/store-campaign.ts';
import {
  accountRow,
  agreementRow,
  callRow,
  correctionRow,
  deliveryRow,
  importRecords,
  temporaryStore,
} from '../store/store-rows.ts';
import type { Act, WeekOfActs } from './weeks-of-acts.ts';

/** Random weeks of one campaign, played on the base by what the steps write, and told again in the words of this file alone. */

const DAY_MS = 86_400_000;
const MONDAY_MS = Date.parse('2026-11-02T00:00:00+01:00');
const RECORDS = 60;

/** An agreement as this file knows it. */
interface AgreedAct {
  readonly callId: string;
  readonly disposition: string;
  readonly endedAtMs: number;
  newMinor: number;
  check: CheckState;
  signedAtMs?: number;
  cancelledAtMs?: number;
  isSent: boolean;
  /** Something of its record is to be looked into: no file takes it, and one was built without it. */
  readonly isHeld: boolean;
  isLeftBehind: boolean;
}

/** Given, signed where need be and not cancelled, before that instant. */
export function countsAt({ disposition, signedAtMs, cancelledAtMs }: AgreedAct, atMs: number): boolean {
  if (cancelledAtMs !== undefined && cancelledAtMs < atMs) return false;
  return disposition !== 'AC_RE_SIGN' || (signedAtMs !== undefined && signedAtMs < atMs);
}

export interface Played {
  readonly store: Store;
  readonly clock: { readonly nowMs: () => number };
  readonly campaign: CampaignRow;
  readonly agent: AccountRow;
  readonly lead: AccountRow;
  readonly acts: readonly AgreedAct[];
  /** The last week, and its end. */
  readonly period: Period;
  readonly toMs: number;
  /** Reads at the end of each day, with the agreements of its calls that count then. */
  readonly onEachDay: (read: (expected: number) => Promise<void>) => Promise<void>;
  readonly dispose: () => void;
}

/** Three weeks from a Monday on; the clock stands on the Tuesday night after them. */
export async function playAgreements(kind: AskingKind, weeks: readonly WeekOfActs[]): Promise<Played> {
  const base = temporaryStore();
  const dates = { starts: '2026-11-02', ends: '2026-12-19' };
  const campaign = campaignRow({ kind, settings: settings({ kind, ...dates }), createdAtMs: MONDAY_MS });
  const ids = await importRecords(
    base.store,
    Array.from({ length: RECORDS }, (_, at) => ({
      segment: `S${at % 3}`,
      monthlyMinor: 600 + 700 * (at % 5),
    })),
    campaign,
  );
  const valid = { validFromMs: 0, validToMs: MONDAY_MS * 2, campaigns: [campaign.code] };
  const agent = accountRow({ id: 'agent-1', role: 'agent', ...valid });
  const lead = accountRow({ id: 'lead-1', role: 'lead', ...valid });
  const player = new Player(base.store, ids, campaign.code);
  await base.store.write(async (rows) => {
    for (const one of [agent, lead]) await rows.accounts.insert(one);
  });
  for (const [at, week] of weeks.entries()) await player.week(MONDAY_MS + at * 7 * DAY_MS, week);
  const period = periodOfIsoWeek(isoWeekOf(MONDAY_MS + 7 * DAY_MS * (weeks.length - 1)));
  if (!period) throw new Error('a week');
  const clock = { atMs: period.toMs + 2 * DAY_MS };
  return {
    store: base.store,
    clock: { nowMs: () => clock.atMs },
    ...{ campaign, agent, lead, period },
    acts: player.agreed,
    toMs: period.toMs,
    onEachDay: async (read) => {
      const nowMs = clock.atMs;
      for (let day = MONDAY_MS; day < period.toMs; day += DAY_MS) {
        clock.atMs = day + DAY_MS - 1;
        const own = player.agreed.filter((one) => one.endedAtMs >= day && one.endedAtMs <= clock.atMs);
        await read(own.filter((one) => countsAt(one, day + DAY_MS)).length);
      }
      clock.atMs = nowMs;
    },
    dispose: base.dispose,
  };
}

/** Writes each act as its step does, and notes what it means. */
class Player {
  readonly agreed: AgreedAct[] = [];
  readonly #store: Store;
  readonly #ids: readonly number[];
  readonly #campaign: string;
  #next = 0;

  constructor(store: Store, ids: readonly number[], campaign: string) {
    this.#store = store;
    this.#ids = ids;
    this.#campaign = campaign;
  }

  /** Two acts a day, at nine and at noon; the file is built a minute after the week. */
  async week(fromMs: number, { acts, isDelivered }: WeekOfActs): Promise<void> {
    for (const [at, act] of acts.entries()) {
      const atMs = fromMs + Math.floor(at / 2) * DAY_MS + (9 + 3 * (at % 2)) * 3_600_000;
      await this.#store.write((rows) => this.#play(rows, act, atMs));
    }
    if (isDelivered) await this.#store.write((rows) => this.#deliver(rows, fromMs));
  }

  async #play(rows: StoreWriter, act: Act, atMs: number): Promise<void> {
    if (act.kind === 'agree') {
      await this.#agree(rows, act, atMs);
      return;
    }
    if (act.kind === 'end') {
      const oneOffMinor = act.code === 'DP_LIEN' ? 3000 : null;
      await this.#close(rows, callRow({ ...this.#call(atMs), disposition: act.code, oneOffMinor }));
      return;
    }
    const one = this.agreed[act.of % Math.max(1, this.agreed.length)];
    if (!one || one.cancelledAtMs !== undefined) return;
    if (act.kind === 'sign') await this.#sign(rows, one, atMs);
    else if (act.kind === 'correct') await this.#correct(rows, one, { atMs, minor: act.minor });
    else if (act.kind === 'cancel') await this.#correct(rows, one, { atMs, minor: null });
    else if (!one.isSent) await this.#check(rows, one, { state: act.check, atMs });
  }

  #call(atMs: number) {
    const recordId = this.#ids[this.#next] ?? 0;
    this.#next += 1;
    const theme = this.#next % 2 === 0 ? 'A' : 'B';
    return {
      callId: randomUUID(),
      recordId,
      campaign: this.#campaign,
      theme,
      startedAtMs: atMs - 1,
      endedAtMs: atMs,
    };
  }

  async #close(rows: StoreWriter, call: ReturnType<typeof callRow>): Promise<void> {
    await rows.calls.insert(call);
    const { disposition, endedAtMs: closedAtMs } = call;
    await rows.records.update(call.recordId, { state: 'closed', disposition, closedAtMs, attempts: 1 });
  }

  async #agree(rows: StoreWriter, act: Extract<Act, { kind: 'agree' }>, atMs: number): Promise<void> {
    const { minor: newMinor, code: disposition } = act;
    const call = agreementRow({ ...this.#call(atMs), disposition, newMinor, newMonthlyMinor: newMinor });
    await this.#close(rows, call);
    const one = { callId: call.callId, disposition, endedAtMs: atMs, newMinor, check: act.check };
    const agreed: AgreedAct = { ...one, isSent: false, isHeld: act.isHeld, isLeftBehind: false };
    this.agreed.push(agreed);
    await this.#check(rows, agreed, { state: act.check, atMs });
  }

  async #check(
    rows: StoreWriter,
    one: AgreedAct,
    { state, atMs }: { state: CheckState; atMs: number },
  ): Promise<void> {
    const recordId = (await rows.calls.byId(one.callId))?.recordId ?? 0;
    const event = { callId: one.callId, campaign: this.#campaign, recordId, state, atMs };
    await rows.checks.add({ ...event, author: 'system', reason: '' });
    one.check = state;
    one.isLeftBehind = false;
  }

  async #sign(rows: StoreWriter, one: AgreedAct, atMs: number): Promise<void> {
    if (one.disposition !== 'AC_RE_SIGN' || one.signedAtMs !== undefined) return;
    one.signedAtMs = atMs;
    const call = await rows.calls.byId(one.callId);
    await rows.mandates.add({
      callId: one.callId,
      campaign: this.#campaign,
      recordId: call?.recordId ?? 0,
      ...{ kind: 'signed', signedOn: '2026-11-03' },
      recordedAtMs: atMs,
      recordedBy: 'ops-1',
      oldMonthlyMinor: 1200,
      newMonthlyMinor: one.newMinor,
      firstDebitOn: null,
      sealed: new Uint8Array([1]),
      sealVersion: 1,
    });
  }

  async #correct(
    rows: StoreWriter,
    one: AgreedAct,
    { minor: newMinor, atMs }: { minor: number | null; atMs: number },
  ): Promise<void> {
    await rows.corrections.insert(
      correctionRow({
        callId: one.callId,
        campaign: this.#campaign,
        rank: (await rows.corrections.ofCall(one.callId)).length + 1,
        kind: newMinor === null ? 'X' : 'M',
        atMs,
        beforeNewMinor: one.newMinor,
        beforeNewMonthlyMinor: one.newMinor,
        newMinor,
        newMonthlyMinor: newMinor,
        firstDebitOn: null,
      }),
    );
    if (newMinor === null) one.cancelledAtMs = atMs;
    else one.newMinor = newMinor;
  }

  async #deliver(rows: StoreWriter, fromMs: number): Promise<void> {
    const toMs = fromMs + 7 * DAY_MS;
    const owed = this.agreed.filter(
      (one) => countsAt(one, toMs) && !one.isSent && one.check !== 'to-check' && one.check !== 'rejected',
    );
    const lines = owed.filter((one) => !one.isHeld);
    for (const one of owed) {
      one.isSent = !one.isHeld;
      one.isLeftBehind = one.isHeld;
    }
    const period = isoWeekOf(fromMs);
    const delivery = deliveryRow({
      campaign: this.#campaign,
      kind: 'weekly',
      period,
      builtAtMs: toMs + 60_000,
    });
    await rows.deliveries.add(
      delivery,
      lines.map(({ callId }) => ({ callId, line: 'N', deliveryId: delivery.id })),
    );
  }
}
