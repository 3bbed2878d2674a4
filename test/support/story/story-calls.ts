import type { CallOutcomeInput } from '../../../shared/call-outcome.ts';
import type { CallScript, PathStep, ScriptAnswer } from '../../../shared/call-script.ts';
import type { AskOffer, Card } from '../../../shared/card.ts';
import { asksCoordinates } from '../../../shared/coordinates-asked.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { CORRECTED, donorById, FORMULA_NOTE, LINE, NOTE } from './story-donors.ts';

/** How a donor of the story answers: the keys of the reference script, and what the agent notes. */
export interface StoryCall {
  readonly keys: string;
  readonly code: string;
  readonly ask?: AskOffer['level'];
  readonly corrections?: CallOutcomeInput['corrections'];
  readonly note?: string;
}

const OPENING = 'oo';
const PITCH = `${OPENING}ss`;
const AGREED = 'ooof';

/** One call at least of each family of docs/rules/dispositions.md, by line of the charity's file. */
export const STORY_CALLS: Readonly<Record<number, StoryCall>> = {
  [LINE.agrees]: { keys: PITCH + AGREED, code: 'AC_UP', ask: '1' },
  [LINE.agreesCorrected]: { keys: `${PITCH}ocof`, code: 'AC_UP', ask: '1', corrections: CORRECTED },
  [LINE.agreesToLess]: { keys: `${PITCH}nms${AGREED}`, code: 'AC_UP', ask: '2' },
  [LINE.agreesFree]: { keys: `${PITCH}loof`, code: 'AC_UP', ask: 'LIBRE' },
  [LINE.formulaName]: { keys: PITCH + AGREED, code: 'AC_UP', ask: '1', note: FORMULA_NOTE },
  [LINE.givesOnce]: { keys: `${PITCH}poool`, code: 'DP_LIEN' },
  [LINE.givesByPost]: { keys: `${PITCH}poooc`, code: 'DP_COURRIER' },
  [LINE.givesOnceNoEmail]: { keys: `${PITCH}poool`, code: 'DP_LIEN' },
  [LINE.refuses]: { keys: `${PITCH}nnnno`, code: 'RA_SUFFIT' },
  [LINE.plusName]: { keys: `${PITCH}nsnno`, code: 'RA_MOYENS', note: NOTE },
  [LINE.callsBack]: { keys: `${OPENING.slice(0, 1)}r`, code: 'RP_PERSO' },
  [LINE.notReached]: { keys: '', code: 'NJ_NRP' },
  [LINE.objects]: { keys: `${OPENING.slice(0, 1)}xt`, code: 'OP_TEL' },
  [LINE.refusesToTalk]: { keys: `${OPENING.slice(0, 1)}nf`, code: 'RS_ENTRETIEN' },
  [LINE.thanked]: { keys: `${OPENING.slice(0, 1)}vm`, code: 'NE_MERCI' },
  [LINE.stops]: { keys: `${OPENING.slice(0, 1)}aa`, code: 'AR_STOP' },
  [LINE.wrongNumber]: { keys: '', code: 'EF_FAUX' },
};

/** The path of an honest agent: each key is an answer of the step on screen; a call closed by hotkey stays on its step. */
function pathOf(script: CallScript, keys: string): PathStep[] {
  const path: PathStep[] = [];
  let at: string | undefined = script.start;
  for (const key of keys) {
    const answer: ScriptAnswer | undefined =
      at === undefined ? undefined : script.nodes[at]?.answers.find((one) => one.key === key);
    if (at === undefined || !answer) throw new Error(`no answer ${key} after ${path.length} steps`);
    path.push({ node: at, answer: key });
    at = answer.to;
  }
  return at === undefined ? path : [...path, { node: at }];
}

/** What the workstation sends for that call; `callbackAtMs` for a callback only. */
export function outcomeOf(
  card: Card,
  script: CallScript,
  { call, callbackAtMs = 0 }: { readonly call: StoryCall; readonly callbackAtMs?: number },
): CallOutcomeInput {
  const disposition = dispositionOf(call.code);
  if (!disposition) throw new Error(`no disposition ${call.code}`);
  const slot = card.donor.phones[0]?.slot;
  const common = {
    callId: card.callId,
    disposition: call.code,
    scriptVersion: card.campaign.scriptVersion,
    path: pathOf(script, call.keys),
    durationSeconds: 60 + donorById(card.donor.donorId).n,
    corrections: call.corrections ?? {},
    note: call.note ?? '',
    ...(slot ? { phoneSlot: slot } : {}),
    ...(asksCoordinates(call.code) ? { coordinates: coordinatesOf(call) } : {}),
  };
  if (disposition.form === 'agreement') {
    const agreement = {
      askLevel: call.ask === '2' ? '2' : call.ask === 'LIBRE' ? 'LIBRE' : '1',
      newAmount: newAmount(card, call),
      readBackYes: true,
    } as const;
    return { form: 'agreement', ...common, agreement };
  }
  if (disposition.form === 'one-off')
    return { form: 'one-off', ...common, oneOff: { amount: offer(card, 'ONE_OFF'), readBackYes: true } };
  if (disposition.form === 'callback')
    return { form: 'callback', ...common, callback: { atMs: callbackAtMs } };
  return { form: 'plain', ...common };
}

function coordinatesOf(call: StoryCall): 'oui' | 'corrigees' | 'refus' {
  if (call.corrections) return 'corrigees';
  return call.ask || call.code.startsWith('DP_') ? 'oui' : 'refus';
}

function offer(card: Card, level: AskOffer['level']): AskOffer['amount'] {
  const found = card.asks.find((one) => one.level === level);
  if (!found) throw new Error(`the card offers no ${level}`);
  return found.amount;
}

function newAmount(card: Card, call: StoryCall): AskOffer['amount'] {
  if (call.ask !== 'LIBRE') return offer(card, call.ask ?? '1');
  return { minor: card.freeAmount.minMinor + 50, currency: card.freeAmount.currency };
}
