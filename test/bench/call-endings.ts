import { type CallOutcome, type CallOutcomeInput, callOutcomeSchema } from '../../shared/call-outcome.ts';
import type { PathStep } from '../../shared/call-script.ts';
import type { Card } from '../../shared/card.ts';

/** Ends of a call of `upgrade-fr`, with the real script's answers from the first node to the last. */
interface Ending {
  readonly code: string;
  /** Keys pressed node by node: `accroche:o …`; a node without a key is where a hotkey closed. */
  readonly walk: string;
  readonly coordinates?: 'oui' | 'refus';
  readonly note?: string;
}

const OPENING = 'accroche:o';
const PITCH = `${OPENING} moment:o merci:s impact:s`;

const ENDINGS = {
  noAnswer: { code: 'NJ_NRP', walk: 'accroche' },
  machine: { code: 'NJ_REP', walk: 'accroche:m' },
  busy: { code: 'NJ_OCC', walk: 'accroche' },
  callback: { code: 'RP_PERSO', walk: `${OPENING} moment:r` },
  noTalk: { code: 'RS_ENTRETIEN', walk: `${OPENING} moment:n fin_entretien:f`, coordinates: 'refus' },
  refusal: {
    code: 'RA_MOYENS',
    walk: `${PITCH} proposition:n objection:n repli:n don_ponctuel:n fin_refus:f`,
    coordinates: 'oui',
    note: 'Préfère en rester là pour cette année.',
  },
  oneOff: {
    code: 'DP_LIEN',
    walk: `${PITCH} proposition:p don_ponctuel:o coordonnees_ponctuel:o recapitulatif_ponctuel:o fin_ponctuel:l`,
    coordinates: 'oui',
  },
  agreement: {
    code: 'AC_UP',
    walk: `${PITCH} proposition:o coordonnees:o recapitulatif:o fin_accord:f`,
    coordinates: 'oui',
    note: 'Demande un reçu par courrier.',
  },
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

function pathOf(walk: string): PathStep[] {
  return walk.split(' ').map((step) => {
    const [node = '', answer] = step.split(':');
    return answer === undefined ? { node } : { node, answer };
  });
}

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
  const { code, walk, coordinates, note }: Ending = ENDINGS[name];
  return callOutcomeSchema.parse({
    ...formOf(card, name),
    callId: card.callId,
    disposition: code,
    scriptVersion: card.campaign.scriptVersion,
    path: pathOf(walk),
    durationSeconds: 30 + Math.floor(chance() * 240),
    ...(coordinates && { coordinates }),
    ...(note && { note }),
  } as CallOutcomeInput);
}
