import type { DemoHouse, LoadedCampaign } from '../../../scripts/demo/demo-house.ts';
import type { CallOutcomeInput } from '../../../shared/call-outcome.ts';
import type { CallScript, PathStep } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { connectDesk } from '../../../tui/client.ts';
import { type Ending, endingsOf } from './month-endings.ts';
import { type MonthPerson, openDay } from './month-people.ts';

/** A call as it was typed: what the agent pressed and noted, and of which donor. */
export interface TypedCall {
  readonly what: 'call';
  readonly campaign: string;
  readonly callId: string;
  readonly donor: string;
  readonly endedAtMs: number;
  readonly seconds: number;
  readonly code: string;
  readonly keys: string;
  readonly said: readonly string[];
  readonly level: string | null;
  /** In the donor's own periodicity, minor units. */
  readonly newMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly corrections: Readonly<Record<string, string>>;
}

/** Hours: from the first card that was asked for to the end of the shift. */
export interface TypedShift {
  readonly what: 'shift';
  readonly campaign: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface MonthAgent {
  readonly person: MonthPerson;
  readonly campaign: LoadedCampaign;
  readonly endings: ReturnType<typeof endingsOf>;
}

export async function monthAgent(
  house: DemoHouse,
  person: MonthPerson,
  campaign: LoadedCampaign,
): Promise<MonthAgent> {
  const row = await house.server.app.store.read((rows) => rows.campaigns.byCode(campaign.code));
  return { person, campaign, endings: endingsOf(campaign.kind, row?.settings.oneOff?.enabled === true) };
}

/** The steps that these keys make in that script; the last one is where the call ends. */
function pathOf(script: CallScript, keys: string): PathStep[] {
  const path: PathStep[] = [];
  let node: string | undefined = script.start;
  for (const key of keys) {
    const answers: CallScript['nodes'][string]['answers'] = script.nodes[node ?? '']?.answers ?? [];
    const answer = answers.find((one) => one.key === key);
    if (node === undefined || !answer)
      throw new Error(`${script.version}: no key ${key} after ${keys} at ${node}`);
    path.push({ node, answer: key });
    node = answer.to;
  }
  return node === undefined ? path : [...path, { node }];
}

/** Where the donor was asked about their contact data, the answer; unasked, nothing was verified. */
function coordinatesOf(script: CallScript, path: readonly PathStep[]): 'oui' | 'corrigees' | 'refus' {
  const asked = path.find(
    ({ node, answer }) => answer !== undefined && script.nodes[node]?.marks.includes('coordinates'),
  );
  if (asked?.answer === 'o') return 'oui';
  return asked?.answer === 'c' ? 'corrigees' : 'refus';
}

function amountsOf(card: Card, { level, code }: { readonly level?: string; readonly code: string }) {
  const offer = (wanted: string) => card.asks.find((one) => one.level === wanted)?.amount.minor;
  const form = dispositionOf(code)?.form;
  if (form === 'one-off') return { oneOffMinor: offer('ONE_OFF') ?? card.giftAmount.minMinor };
  if (form !== 'agreement') return {};
  const known = level === undefined || level === 'LIBRE' ? undefined : offer(level);
  return { level: known === undefined ? 'LIBRE' : level, newMinor: known ?? card.freeAmount.minMinor + 500 };
}

type Typed = Omit<TypedCall, 'what' | 'campaign' | 'endedAtMs'>;

/** What the agent types for that card, by this ending. */
function typedOf(card: Card, ending: Ending, script: CallScript, seconds: number) {
  const mustSign = card.gift.stopped?.mandate === 'NOUVEAU_SIGNATURE';
  const { keys, code } = (mustSign ? ending.toSign : undefined) ?? ending;
  const path = pathOf(script, keys);
  const amounts = amountsOf(card, { ...(ending.level && { level: ending.level }), code });
  const corrections = ending.corrections ?? {};
  const typed: Typed = {
    ...{ callId: card.callId, donor: card.donor.donorId, seconds, code, keys, said: ending.said ?? [] },
    ...{ level: amounts.level ?? null, newMinor: amounts.newMinor ?? null, corrections },
    oneOffMinor: amounts.oneOffMinor ?? null,
  };
  return { typed, path };
}

function outcomeOf(
  card: Card,
  { typed, path }: ReturnType<typeof typedOf>,
  script: CallScript,
): CallOutcomeInput {
  const { callId, code: disposition, seconds: durationSeconds, corrections } = typed;
  const row = dispositionOf(disposition);
  const phoneSlot = card.donor.phones.find(({ validity }) => validity !== 'FAUX' && validity !== 'MD')?.slot;
  const common = { callId, disposition, scriptVersion: script.version, path, durationSeconds, corrections };
  const checked = row?.rightPerson && row.isFinal ? { coordinates: coordinatesOf(script, path) } : {};
  const money = (minor: number | null) => ({ minor: minor ?? 0, currency: card.gift.amount.currency });
  const forms = {
    plain: {},
    agreement: {
      agreement: { askLevel: typed.level, newAmount: money(typed.newMinor), readBackYes: true },
    },
    'one-off': { oneOff: { amount: money(typed.oneOffMinor), readBackYes: true } },
    callback: { callback: { atMs: (card.callbackSpans[2]?.fromMs ?? 0) + 3_600_000 } },
  };
  const form = row?.form ?? 'plain';
  return { form, ...common, ...(phoneSlot && { phoneSlot }), ...checked, ...forms[form] } as CallOutcomeInput;
}

/**
 * An agent's shift: so many calls over the workstation's own transport, each as long as its turn says, on the house's clock.
 * Ends earlier when nobody is left to call.
 */
export async function workShift(
  house: DemoHouse,
  { person, campaign, endings }: MonthAgent,
  calls: number,
): Promise<readonly (TypedCall | TypedShift)[]> {
  const { clock, server } = house;
  const { token } = await openDay(house, person);
  const { desk } = await connectDesk({ url: server.url, token });
  const typedCalls: TypedCall[] = [];
  const fromMs = clock.nowMs();
  let next = await desk.nextCard();
  for (let turn = 0; turn < calls && next.kind === 'card'; turn += 1) {
    const { card } = next;
    const script = await desk.script(card.campaign.code, card.campaign.scriptVersion);
    const seconds = 40 + ((turn * 37) % 90);
    const told = typedOf(card, endings.next().value, script, seconds);
    clock.jumpTo(clock.nowMs() + seconds * 1000);
    await desk.saveOutcome(outcomeOf(card, told, script));
    typedCalls.push({ what: 'call', campaign: campaign.code, endedAtMs: clock.nowMs(), ...told.typed });
    next = await desk.nextCard();
  }
  if (next.kind === 'card') await desk.releaseCard(next.card.callId);
  await desk.logOut();
  const toMs = clock.nowMs();
  await desk.close();
  return [...typedCalls, { what: 'shift', campaign: campaign.code, fromMs, toMs }];
}
