import type { CallOutcomeInput, OutcomeReceipt } from '../../shared/call-outcome.ts';
import type { Card, NextCard } from '../../shared/card.ts';
import type { Desk } from '../../shared/desk.ts';
import { cleanDeep } from '../screen/terminal-text.ts';

/** What a save brings: the receipt, and the card that came with it. */
export interface Saved {
  readonly receipt: OutcomeReceipt;
  readonly card?: Card;
}

/** Saves outcomes; the first try of each brings the next card with the answer, a later one only the receipt. */
export function createSaver(desk: Desk): (outcome: CallOutcomeInput) => Promise<Saved> {
  let triedCallId = '';
  return async (outcome) => {
    const { callId } = outcome;
    const { saveAndNext } = desk;
    if (!saveAndNext || triedCallId === callId)
      return { receipt: cleanDeep(await desk.saveOutcome(outcome)) };
    triedCallId = callId;
    const { receipt, next } = cleanDeep(await saveAndNext(outcome));
    return { receipt, ...cardIn(next) };
  };
}

function cardIn(next: NextCard | undefined): Pick<Saved, 'card'> {
  return next?.kind === 'card' ? { card: next.card } : {};
}
