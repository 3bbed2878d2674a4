import type { LineSettings } from './line-settings.ts';

/** Where a pledge stands, from the call to its end. The last four are for good. */
export type PledgeState =
  | 'recorded'
  | 'checked'
  | 'linkSent'
  | 'reminded'
  | 'paid'
  | 'differs'
  | 'lapsed'
  | 'withdrawn';

/** What happens to a pledge. `pay` bears what came in, minor units of the pledge's currency. */
export type PledgeEvent =
  | { readonly kind: 'check' | 'sendLink' | 'remind' | 'lapse' | 'withdraw' }
  | { readonly kind: 'pay'; readonly minor: number };

/** What of a pledge its life depends on. */
interface PledgeFacts {
  readonly promisedMinor: number;
  /** A lead calls back before the link leaves. */
  readonly needsCheck: boolean;
}

type Step = PledgeState | ((facts: PledgeFacts, event: PledgeEvent) => PledgeState | undefined);

const paid: Step = ({ promisedMinor }, event) => {
  if (event.kind !== 'pay') return undefined;
  return event.minor === promisedMinor ? 'paid' : 'differs';
};

/** THE table of what may follow what: the rest is refused. One reminder, and none after it. */
const STEPS: Readonly<Record<PledgeState, Readonly<Partial<Record<PledgeEvent['kind'], Step>>>>> = {
  recorded: {
    check: ({ needsCheck }) => (needsCheck ? 'checked' : undefined),
    sendLink: ({ needsCheck }) => (needsCheck ? undefined : 'linkSent'),
    lapse: 'lapsed',
    withdraw: 'withdrawn',
  },
  checked: { sendLink: 'linkSent', lapse: 'lapsed', withdraw: 'withdrawn' },
  linkSent: { pay: paid, remind: 'reminded', lapse: 'lapsed', withdraw: 'withdrawn' },
  reminded: { pay: paid, lapse: 'lapsed', withdraw: 'withdrawn' },
  paid: {},
  differs: {},
  lapsed: {},
  withdrawn: {},
};

/** The state that follows; undefined where that event has no place there, and nothing changes. */
export function afterEvent(
  state: PledgeState,
  event: PledgeEvent,
  facts: PledgeFacts,
): PledgeState | undefined {
  const step = STEPS[state][event.kind];
  return typeof step === 'function' ? step(facts, event) : step;
}

/** A pledge of that amount is called back by a lead before its link leaves. */
export function needsCheck(
  { verifyAboveUnits }: Pick<LineSettings, 'verifyAboveUnits'>,
  promisedMinor: number,
): boolean {
  return verifyAboveUnits !== undefined && promisedMinor >= verifyAboveUnits * 100;
}

type LifeSettings = Pick<LineSettings, 'reminder' | 'keep' | 'verifyAboveUnits'>;

/** What the house does by itself with a pledge that is so many days old and unpaid; undefined when it waits. */
export function dueEvent(
  state: PledgeState,
  ageDays: number,
  { reminder, keep }: LifeSettings,
): Exclude<PledgeEvent['kind'], 'pay' | 'check' | 'withdraw'> | undefined {
  const isUnsent = state === 'checked' || state === 'recorded';
  if (!isUnsent && state !== 'linkSent' && state !== 'reminded') return undefined;
  // Whether its link left or not: nobody is kept longer.
  if (ageDays >= keep.unconfirmedDays) return 'lapse';
  if (isUnsent) return 'sendLink';
  const isDue = reminder !== undefined && reminder.times > 0 && ageDays >= reminder.afterDays;
  return state === 'linkSent' && isDue ? 'remind' : undefined;
}

/** The days of a pledge that nobody pays, as the settings have them: what is done, and how old it then is. */
export function unpaidLife(
  settings: LifeSettings,
): readonly { readonly day: number; readonly event: string }[] {
  const facts = { promisedMinor: 0, needsCheck: false };
  const life: { day: number; event: string }[] = [];
  let state: PledgeState = 'recorded';
  for (let day = 0; day <= settings.keep.unconfirmedDays; day += 1) {
    const kind = dueEvent(state, day, settings);
    const next: PledgeState | undefined = kind && afterEvent(state, { kind }, facts);
    if (kind === undefined || next === undefined) continue;
    state = next;
    life.push({ day, event: kind });
  }
  return life;
}
