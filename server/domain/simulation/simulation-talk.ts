import { asksSomething, broughtMinor, kindFacts } from '../../../shared/campaign-kind.ts';
import type { AskOffer } from '../../../shared/card.ts';
import { askOffers } from '../ask/gift-ladder.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Dice } from './simulation-dice.ts';
import type { SimulatedDonor } from './simulation-donors.ts';
import type { SimulationReach } from './simulation-reach.ts';

/** What happens when a number is dialled. */
export interface SimulatedTry {
  /** Disposition of docs/rules/dispositions.md. */
  readonly code: string;
  readonly seconds: number;
  /** Asked to be called again that much later. */
  readonly callbackInMinutes?: number;
  /** Level of the yes, and what it adds a month (the whole gift for a reactivation), minor units. */
  readonly yes?: { readonly level: AskOffer['level']; readonly monthlyMinor: number };
}

export interface TryQuestion {
  readonly simulated: SimulatedDonor;
  /** Index of the number dialled among the donor's. */
  readonly number: number;
  /** How many calls the record had. */
  readonly rank: number;
  readonly part: CallPart;
  readonly isCallback: boolean;
  readonly hadCallback: boolean;
  readonly settings: CampaignSettings;
  readonly reach: SimulationReach;
  readonly dice: Dice;
}

/** Questions put to the dice about a try, after donor and rank. */
const ASK = { answers: 11, silence: 12, who: 13, talk: 14, delay: 15, ask: 16, refusal: 17 } as const;
const MONTHS = { M: 1, T: 3, S: 6, A: 12 } as const;
const REFUSALS = ['RA_MOYENS', 'RA_SANSMOTIF', 'RA_AUTRES', 'RA_AUTRE'];

/** Which of the shares (percent, in order) a roll falls into; undefined: in none. */
function shareOf<T extends string>(shares: readonly (readonly [T, number])[], roll: number): T | undefined {
  let left = roll * 100;
  for (const [name, share] of shares) {
    if (left < share) return name;
    left -= share;
  }
  return undefined;
}

const rollOf = ({ dice, simulated, rank }: TryQuestion, ask: number) => dice.roll(simulated.id, rank, ask);

export function simulatedTry(question: TryQuestion): SimulatedTry {
  const { simulated, reach, part, isCallback } = question;
  const { seconds } = reach;
  const number = simulated.numbers[question.number];
  if (number === 'dead') return { code: 'EF_FAUX', seconds: seconds.unanswered };
  const chance = isCallback ? reach.callbackAnswered / 100 : simulated.answers[part];
  if (rollOf(question, ASK.answers) >= chance) return silence(question);
  if (number === 'other') return { code: 'EF_MD', seconds: seconds.short };
  const { thirdParty, gone } = reach.answered;
  const who = shareOf(
    [
      ['third', thirdParty],
      ['gone', gone],
    ],
    rollOf(question, ASK.who),
  );
  if (who === 'third')
    return { code: 'RP_TIERS', seconds: seconds.short, callbackInMinutes: delay(question) };
  return who === 'gone' ? { code: 'EF_DECEDE', seconds: seconds.short } : talk(question);
}

const SILENCE = { machine: 'NJ_REP', busy: 'NJ_OCC', filtered: 'NJ_FILTRE', technical: 'NJ_TECH' } as const;

function silence(question: TryQuestion): SimulatedTry {
  const { machine, busy, filtered, technical } = question.reach.unanswered;
  const shares = [
    ['machine', machine],
    ['busy', busy],
    ['filtered', filtered],
    ['technical', technical],
  ] as const;
  const which = shareOf(shares, rollOf(question, ASK.silence));
  return { code: which ? SILENCE[which] : 'NJ_NRP', seconds: question.reach.seconds.unanswered };
}

/** Half a day to four days ahead, whole minutes. */
function delay(question: TryQuestion): number {
  return Math.round((0.5 + 3.5 * rollOf(question, ASK.delay)) * 24 * 60);
}

function talk(question: TryQuestion): SimulatedTry {
  const { reach, hadCallback } = question;
  const { callback, unheard, thanks, objection } = reach.talk;
  const shares = [
    ['callback', callback],
    ['unheard', unheard],
    ['thanked', thanks],
    ['objection', objection],
  ] as const;
  const how = shareOf(shares, rollOf(question, ASK.talk));
  const short = { seconds: reach.seconds.short };
  if (how === 'callback' && !hadCallback)
    return { ...short, code: 'RP_PERSO', callbackInMinutes: delay(question) };
  if (how === 'unheard') return { ...short, code: 'RS_RACCROCHE' };
  if (how === 'thanked') return { ...short, code: 'NE_MERCI' };
  if (how === 'objection') return { ...short, code: 'OP_TEL' };
  return proposal(question);
}

/** The ladder's own proposals, in its order, until a yes; where nothing is asked, the call is heard to its end. */
function proposal(question: TryQuestion): SimulatedTry {
  const { settings, simulated, reach } = question;
  const { donor } = simulated;
  const { kind } = settings;
  if (!asksSomething(kind)) return { code: kindFacts(kind).aim, seconds: reach.seconds.pitched };
  const { first, second, oneOff } = reach.accepts[kind];
  const accepts = { '1': first, '2': second, ONE_OFF: oneOff, LIBRE: 0 };
  const offers = askOffers({
    kind,
    gift: donor.gift,
    targets: donor.targets,
    settings,
    country: donor.country,
  });
  const { seconds } = { seconds: reach.seconds.pitched };
  for (const [at, { level, amount }] of offers.entries()) {
    if (question.dice.roll(simulated.id, question.rank, ASK.ask, at) * 100 >= accepts[level]) continue;
    if (level === 'ONE_OFF' && settings.oneOff)
      return { code: settings.oneOff.disposition, seconds, yes: { level, monthlyMinor: 0 } };
    const added = broughtMinor(kind, { oldMinor: donor.gift.amountMinor, newMinor: amount.minor });
    const yes = { level, monthlyMinor: Math.round(added / MONTHS[donor.gift.frequency]) } as const;
    return { code: kindFacts(kind).aim, seconds, yes };
  }
  const refusal = Math.floor(rollOf(question, ASK.refusal) * REFUSALS.length);
  return { code: REFUSALS[refusal] ?? 'RA_AUTRE', seconds };
}
