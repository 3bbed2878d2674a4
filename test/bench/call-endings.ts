import { pathTo } from '../../server/domain/script/script-preview-paths.ts';
import { type CallOutcome, type CallOutcomeInput, callOutcomeSchema } from '../../shared/call-outcome.ts';
import type { Card } from '../../shared/card.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';

/** Ends of a call of `upgrade-fr`: the way there is the script's own, the shortest honest one. */
interface Ending {
  readonly code: string;
  readonly coordinates?: 'oui' | 'refus';
  readonly note?: string;
}

const ENDINGS = {
  noAnswer: { code: 'NJ_NRP' },
  machine: { code: 'NJ_REP' },
  busy: { code: 'NJ_OCC' },
  callback: { code: 'RP_PERSO' },
  noTalk: { code: 'RS_ENTRETIEN', coordinates: 'refus' },
  refusal: { code: 'RA_MOYENS', coordinates: 'oui', note: 'Préfère en rester là pour cette année.' },
  oneOff: { code: 'DP_LIEN', coordinates: 'oui' },
  agreement: { code: 'AC_UP', coordinates: 'oui', note: 'Demande un reçu par courrier.' },
} satisfies Record<string, Ending>;

export type EndingName = keyof typeof ENDINGS;
/** Out of a hundred calls or so: only the proportions count. */
export type EndingMix = Readonly<Partial<Record<EndingName, number>>>;

/** An evening as it is. */
export const USUAL_MIX: EndingMix = {
  noAnswer: 40,
  machine: 18,
  busy: 4,
  callback: 6,
  noTalk: 5,
  refusal: 13,
  oneOff: 3,
  agreement: 11,
};

/** 3,000 calls of it give some 800 agreements: a full weekly file. */
export const FRUITFUL_MIX: EndingMix = { ...USUAL_MIX, noAnswer: 28, machine: 12, agreement: 27, oneOff: 7 };

/** mulberry32: the same calls in each run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick(mix: EndingMix, chance: () => number): EndingName {
  const entries = Object.entries(mix) as [EndingName, number][];
  let left = chance() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return 'noAnswer';
}

const SCRIPT = referenceScript();

/** Walked once per code: a bench measures the product, not the search. A code that a hotkey alone gives closes the first step. */
const PATHS = new Map(
  Object.values(ENDINGS).map(({ code }: Ending) => {
    const shortest = pathTo(SCRIPT, { name: code, about: code, ends: [code] });
    return [code, shortest?.path ?? [{ node: SCRIPT.start }]];
  }),
);

function formOf(card: Card, name: EndingName): object {
  const offer = (level: string) => card.asks.find((ask) => ask.level === level)?.amount;
  if (name === 'agreement')
    return {
      form: 'agreement',
      agreement: { askLevel: '1', newAmount: offer('1'), readBackYes: true },
    };
  if (name === 'oneOff') return { form: 'one-off', oneOff: { amount: offer('ONE_OFF'), readBackYes: true } };
  if (name !== 'callback') return { form: 'plain' };
  const span = card.callbackSpans[1] ?? card.callbackSpans[0];
  return { form: 'callback', callback: { atMs: Math.floor(((span?.fromMs ?? 0) + (span?.toMs ?? 0)) / 2) } };
}

/** How that card's call ends, drawn from the mix; complete and correct for the server. */
export function drawOutcome(card: Card, mix: EndingMix, chance: () => number): CallOutcome {
  const drawn = pick(mix, chance);
  // A donor at the top of the ladder has no first amount to agree to.
  const isOffered = card.asks.some((ask) => ask.level === '1');
  const name = drawn === 'agreement' && !isOffered ? 'refusal' : drawn;
  const { code, coordinates, note }: Ending = ENDINGS[name];
  return callOutcomeSchema.parse({
    ...formOf(card, name),
    callId: card.callId,
    disposition: code,
    scriptVersion: card.campaign.scriptVersion,
    path: PATHS.get(code) ?? [],
    durationSeconds: 30 + Math.floor(chance() * 240),
    ...(coordinates && { coordinates }),
    ...(note && { note }),
  } as CallOutcomeInput);
}
