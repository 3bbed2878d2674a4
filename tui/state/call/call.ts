import type { AskLevel, COORDINATES_ANSWERS, Corrections } from '../../../shared/call-outcome.ts';
import type { CallScript, PathStep, ScriptNode } from '../../../shared/call-script.ts';
import { kindFacts } from '../../../shared/campaign-kind.ts';
import type { AskOffer, Card, CardPhone, PersonStop } from '../../../shared/card.ts';
import type { Scope } from '../../../shared/dispositions.ts';
import { withPossibleEndings } from '../../../shared/mandate-endings.ts';
import type { Money } from '../../../shared/money.ts';
import type { LineSaid } from '../on-line.ts';

export type CoordinatesAnswer = (typeof COORDINATES_ANSWERS)[number];

/** The disposition on its way to being saved, and the questions already answered for it. */
export interface Closing {
  readonly code: string;
  /** The second key of an irreversible disposition was pressed. */
  readonly confirmed: boolean;
  readonly callbackAtMs?: number;
  /** The person hung up after the proposal: told with the second key. */
  readonly hungUp?: true;
  /** Another number was proposed, and not wanted now. */
  readonly isLast?: true;
}

/** An open card and all that the agent has noted on it. */
export interface Call {
  readonly card: Card;
  readonly script: CallScript;
  readonly openedAtMs: number;
  /** Since when it can be read. */
  readonly shownAtMs: number;
  /** Nodes shown and answers pressed; the last step is the node on screen. Never empty. */
  readonly path: readonly PathStep[];
  /** Lines of the node's text scrolled out at the top. */
  readonly scroll: number;
  readonly agreed?: { readonly level: AskLevel; readonly amount: Money };
  readonly oneOff?: Money;
  readonly coordinates?: CoordinatesAnswer;
  readonly corrections: Corrections;
  readonly note: string;
  readonly phoneSlot?: CardPhone['slot'];
  /** Of a number that the line dialled; absent: nothing yet, or no line dials. */
  readonly lineSaid?: LineSaid;
  /** A disposition pressed before the script allowed it: taken up again when an answer offers it. */
  readonly wanted?: string;
  /** After a stop word something more was said: a step back does not take it back. */
  readonly stopStands?: true;
  /** An act for the person that arrived while the card was open: it stays on the card. */
  readonly stopped?: PersonStop;
  readonly closing?: Closing;
}

/** The number that is dialled first: the first usable one. */
export function firstNumber({ donor }: Card): CardPhone | undefined {
  const usable = donor.phones.find((phone) => phone.validity === 'VALIDE' || phone.validity === 'NON_TESTE');
  return usable ?? donor.phones[0];
}

/** A fresh call on its first node. */
export function openCall(card: Card, script: CallScript, openedAtMs: number): Call {
  const dialled = firstNumber(card);
  return {
    card,
    script,
    openedAtMs,
    shownAtMs: openedAtMs,
    path: [{ node: script.start }],
    scroll: 0,
    corrections: {},
    note: '',
    ...(dialled ? { phoneSlot: dialled.slot } : {}),
  };
}

export function currentStep(call: Call): PathStep {
  const step = call.path.at(-1);
  if (!step) throw new Error('a call always stands on a node');
  return step;
}

/**
 * The node on screen, with the endings that the donor's mandate allows. A script whose answers lead nowhere was refused by
 * `campaign check`: that is a bug.
 */
export function currentNode(call: Call): ScriptNode {
  const node = call.script.nodes[currentStep(call).node];
  if (!node) throw new Error('the path stands on a node of the script');
  return withPossibleEndings(node, call.card.gift.stopped);
}

export function scopeOf(call: Call): Scope {
  return kindFacts(call.card.campaign.kind).scope;
}

export function offerOf(card: Card, level: AskOffer['level']): AskOffer | undefined {
  return card.asks.find((offer) => offer.level === level);
}
