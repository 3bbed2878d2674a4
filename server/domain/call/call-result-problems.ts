import { amountProblem } from '../../../shared/amount-bounds.ts';
import { triedNumbers } from '../../../shared/call-script.ts';
import { asksRise, kindFacts } from '../../../shared/campaign-kind.ts';
import { needsCoordinates } from '../../../shared/coordinates-asked.ts';
import { type Disposition, dispositionOf } from '../../../shared/dispositions.ts';
import type { Money } from '../../../shared/money.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { callNoteProblem } from '../../../shared/text-rules.ts';
import { askOffers, freeAmountBounds, giftBounds, ladderOf } from '../ask/gift-ladder.ts';
import type { Donor } from '../donor.ts';
import type { Corrected } from './call-result-corrections.ts';
import { closesNumber, dialledSlot, openPhones } from './call-result-phones.ts';
import { debitOfCall, type OutcomeQuestion } from './call-result-question.ts';
import type { HeardIdentity } from './identity-proposals.ts';

/** What was typed in the correction form, as it was read. */
interface Typed {
  readonly corrected: Corrected;
  readonly heard: HeardIdentity;
}

/** Everything that keeps the outcome from being recorded, in French; empty when it may be. */
export function outcomeProblems(question: OutcomeQuestion, { corrected, heard }: Typed): readonly string[] {
  const { outcome, campaign } = question;
  const disposition = dispositionOf(outcome.disposition);
  if (!disposition) return ['Cette qualification n’existe pas.'];
  const pickable = !disposition.systemOnly && !disposition.beforeCalls;
  if (!pickable || !disposition.scope.includes(kindFacts(campaign.kind).scope))
    return ['Cette qualification ne se choisit pas dans cette campagne.'];
  if (disposition.form !== outcome.form) return [FORM_TEXT[disposition.form]];
  const note = callNoteProblem(campaign.kind, outcome.note);
  return [
    ...amountProblems(question, disposition),
    ...callbackProblems(question),
    ...coordinatesProblems(question, { corrected, heard }),
    ...phoneProblems(question, disposition, corrected),
    ...(note ? [note] : []),
    ...scriptProblems(question),
  ];
}

const FORM_TEXT: Readonly<Record<Disposition['form'], string>> = {
  plain: 'Cette qualification ne porte ni montant ni rendez-vous.',
  agreement: 'Cette qualification demande le nouveau montant relu au donateur.',
  'one-off': 'Cette qualification demande le montant du don ponctuel relu au donateur.',
  callback: 'Cette qualification demande la date et l’heure du rappel.',
};

function amountProblems(question: OutcomeQuestion, disposition: Disposition): readonly string[] {
  const { outcome } = question;
  if (outcome.form === 'agreement') {
    return [...agreementProblems(question, outcome.agreement), ...mandateProblems(question, disposition)];
  }
  return outcome.form === 'one-off' ? oneOffProblems(question, outcome.oneOff.amount) : [];
}

function agreementProblems(
  { row, content, campaign }: OutcomeQuestion,
  agreement: { readonly askLevel: '1' | '2' | 'LIBRE'; readonly newAmount: Money },
): readonly string[] {
  const { minor, currency } = agreement.newAmount;
  if (currency !== row.currency) return [`Le montant doit être en ${row.currency}.`];
  const ladder = ladderOf(row, content.donor, campaign);
  if (asksRise(campaign.kind) && minor <= content.donor.gift.amountMinor)
    return ['Le nouveau montant doit dépasser le don actuel.'];
  if (agreement.askLevel === 'LIBRE') {
    const problem = amountProblem(agreement.newAmount, freeAmountBounds(ladder), campaign.country);
    return problem === undefined ? [] : [problem];
  }
  const offer = askOffers(ladder).find((one) => one.level === agreement.askLevel);
  if (offer?.amount.minor === minor) return [];
  return [`Ce montant n’est pas celui de la proposition ${agreement.askLevel} : choisissez « libre ».`];
}

function mandateProblems(question: OutcomeQuestion, disposition: Disposition): readonly string[] {
  if (!disposition.agreement || debitOfCall(question).mandate !== 'NOUVEAU_SIGNATURE') return [];
  return ['Le mandat ne peut pas resservir : choisissez l’accord avec un nouveau mandat à signer.'];
}

/** A single debit is allowed only where the charity chose it (docs/rules/dispositions.md, DP_PRLV). */
const SINGLE_DEBIT = 'DP_PRLV';

function oneOffProblems({ row, campaign, outcome }: OutcomeQuestion, amount: Money): readonly string[] {
  const { oneOff } = campaign.settings;
  if (!oneOff?.enabled) return ['Le don ponctuel n’est pas ouvert dans cette campagne.'];
  if (outcome.disposition === SINGLE_DEBIT && oneOff.disposition !== SINGLE_DEBIT)
    return ['L’association n’accepte pas le débit unique : choisissez une autre voie.'];
  const problem = amountProblem(amount, giftBounds(campaign.settings, row.currency), campaign.country);
  return problem === undefined ? [] : [problem];
}

function callbackProblems({ outcome, row, campaign, nowMs, rules }: OutcomeQuestion): readonly string[] {
  if (outcome.form !== 'callback') return [];
  const { atMs } = outcome.callback;
  if (atMs <= nowMs) return ['Le rappel doit être dans l’avenir.'];
  const allowed = rules.isAllowedCallback({ area: row.area, atMs, nowMs, settings: campaign.settings });
  return allowed ? [] : ['Le rappel tombe hors des heures d’appel du donateur : choisissez une autre heure.'];
}

function coordinatesProblems({ outcome }: OutcomeQuestion, { corrected, heard }: Typed): readonly string[] {
  const { coordinates } = outcome;
  const unread = [...corrected.problems, ...heard.problems];
  if (coordinates === undefined && needsCoordinates(outcome.disposition, outcome.path))
    return ['Répondez à « coordonnées vérifiées ? » : oui, corrigées ou refus.', ...unread];
  if (unread.length > 0) return unread;
  const changed = corrected.changes.length + heard.proposals.length > 0;
  if (changed && coordinates !== undefined && coordinates !== 'corrigees')
    return ['Des coordonnées ont été changées : répondez « corrigées ».'];
  if (!changed && coordinates === 'corrigees')
    return ['Aucune coordonnée n’a été changée : répondez « oui » ou « refus ».'];
  return [];
}

function phoneProblems(
  { outcome, row, content }: OutcomeQuestion,
  disposition: Disposition,
  corrected: Corrected,
): readonly string[] {
  if (outcome.disposition === 'NJ_REPMSG' && row.voicemailLeft)
    return ['Un message a déjà été laissé à ce donateur : choisissez « Répondeur, sans message ».'];
  if (closesNumber(disposition.code) && dialledSlot(content.donor, outcome.phoneSlot) === undefined)
    return ['Indiquez quel numéro a été composé.'];
  if (isTriedAmiss(outcome, content.donor))
    return ['Les numéros essayés avant celui-ci ne sont pas ceux de la fiche, ou le même revient.'];
  if (!disposition.isFinal && openPhones(corrected.donor).length === 0)
    return ['Il ne resterait aucun numéro pour rappeler : gardez-en un.'];
  return [];
}

/** A number rung in vain is the donor's, each once, and not the one dialled last. */
function isTriedAmiss({ path, phoneSlot }: OutcomeQuestion['outcome'], donor: Donor): boolean {
  const slots = triedNumbers(path).map(({ slot }) => slot);
  if (slots.length === 0) return false;
  const known = new Set(donor.phones.map(({ slot }) => slot));
  const isOnce = new Set([...slots, phoneSlot]).size === slots.length + 1;
  return phoneSlot === undefined || !isOnce || slots.some((slot) => !known.has(slot));
}

function scriptProblems({ script, outcome }: OutcomeQuestion): readonly string[] {
  if (!script) return ['Cette version du script est inconnue : rechargez la fiche.'];
  return contractBreaches(script, outcome.path, outcome.disposition).map((breach) => breach.text);
}
