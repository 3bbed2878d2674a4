import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import type { AskOffer, Card } from '../../shared/card.ts';
import { flowing } from '../../shared/script-text.ts';
import { askedBy, renderSay, scriptVariables } from '../../shared/script-variables.ts';
import { cleanText } from '../screen/terminal-text.ts';
import { type Call, currentNode, offerOf } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';

/** The offer that « montant retenu » means on this node: what was agreed last. */
function chosenOffer(call: Call): AskOffer | undefined {
  const { card, agreed, oneOff } = call;
  if (oneOff) {
    const words = amountInWords(oneOff, listenerOf(card));
    return { level: 'ONE_OFF', amount: oneOff, words, rule: '' };
  }
  if (!agreed || agreed.level === 'LIBRE') return undefined;
  return offerOf(card, agreed.level);
}

/** What is read aloud names the contact data as corrected a minute ago. */
function correctedCard(call: Call): Card {
  const { card } = call;
  return { ...card, donor: { ...card.donor, fields: { ...card.donor.fields, ...call.corrections } } };
}

/** The text of the node on screen with the donor's variables filled in; a broken text says so and the call goes on. */
export function saidText(call: Call, agentFirstName: string): string {
  const offer = chosenOffer(call);
  const isFree = call.agreed?.level === 'LIBRE' && !call.oneOff;
  const variables = scriptVariables(correctedCard(call), {
    agentFirstName,
    proposed: askedBy(currentNode(call)),
    isChecked: call.coordinates !== undefined,
    ...(offer ? { offer } : {}),
    ...(isFree && call.agreed ? { freeMinor: call.agreed.amount.minor } : {}),
  });
  try {
    return flowing(cleanText(renderSay(currentNode(call).say, variables)));
  } catch {
    // `campaign check` refuses such a script; should one pass, the agent must still be able to close the card.
    return FRENCH.script.unreadable;
  }
}
