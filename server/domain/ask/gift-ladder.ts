import type { AmountBounds } from '../../../shared/amount-bounds.ts';
import { amountInWords } from '../../../shared/amount-words.ts';
import { type AskingKind, asksRise, asksSomething } from '../../../shared/campaign-kind.ts';
import type { AskOffer } from '../../../shared/card.ts';
import type { Currency } from '../../../shared/currency.ts';
import { money } from '../../../shared/money.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';
import { reactivationAsks } from './gift-ladder-reactivation.ts';
import { ceilingMinor, type LadderQuestion, MONTHS, type Rung, UNIT } from './gift-ladder-terms.ts';
import { upgradeAsks } from './gift-ladder-upgrade.ts';

export type { LadderQuestion } from './gift-ladder-terms.ts';

type GiftRow = Pick<LadderQuestion['gift'], 'frequency' | 'currency'> & { readonly canton: string };

/**
 * The ladder's question for that donor; the same one makes the card's proposals and judges the agreement when the call
 * is recorded.
 */
export function ladderOf(
  row: GiftRow,
  donor: Pick<Donor, 'gift' | 'targets'>,
  campaign: Pick<LadderQuestion, 'kind' | 'settings' | 'country'>,
): LadderQuestion {
  return {
    kind: campaign.kind,
    gift: { amountMinor: donor.gift.amountMinor, currency: row.currency, frequency: row.frequency },
    targets: donor.targets,
    settings: campaign.settings,
    country: campaign.country,
    canton: row.canton,
  };
}

const ASKS: Readonly<Record<AskingKind, (question: LadderQuestion) => readonly Rung[]>> = {
  upgrade: upgradeAsks,
  reactivation: reactivationAsks,
};

/**
 * The proposals of one donor, M1 then M2 then the one-off gift (R-04, docs/rules/asks.md#ladder), in whole units of the
 * donor's currency and in the donor's own periodicity; each says its rule (F-03). An upgrade never proposes the current
 * amount or less: a rung that cannot is left out. None in a campaign that asks nothing.
 */
export function askOffers(question: LadderQuestion): readonly AskOffer[] {
  const { kind, settings, country, canton } = question;
  const rungs = asksSomething(kind) ? ASKS[kind](question) : [];
  const listener = { language: settings.language, country, canton };
  return rungs.map(({ level, minor, rule }) => {
    const amount = money(minor, question.gift.currency);
    return { level, amount, words: amountInWords(amount, listener), rule };
  });
}

/** A free amount above this multiple of the current gift is taken for a slip of the finger. */
const FREE_MAX_RATIO = 10;

/**
 * Bounds of an amount that the donor names, minor units in the donor's periodicity: from one unit above the current
 * gift (reactivation: from one unit) to ten times it, never above the campaign's ceiling; M1 always fits. No amount is within
 * those of a campaign that asks nothing.
 */
export function freeAmountBounds(question: LadderQuestion): AmountBounds {
  const { gift, kind } = question;
  if (!asksSomething(kind)) return noAmount(gift.currency);
  const firstAsk = askOffers(question).find((offer) => offer.level === '1')?.amount.minor ?? 0;
  const widest = Math.max(FREE_MAX_RATIO * gift.amountMinor, firstAsk, 10 * UNIT * MONTHS[gift.frequency]);
  return {
    minMinor: asksRise(kind) ? gift.amountMinor + UNIT : UNIT,
    maxMinor: Math.min(ceilingMinor(question), widest),
    currency: gift.currency,
  };
}

/** Least single gift, minor units. */
const LEAST_GIFT_MINOR = 100;

/** No amount at all is within them: the least is above the most. */
function noAmount(currency: Currency): AmountBounds {
  return { minMinor: 1, maxMinor: 0, currency };
}

/** Bounds of a single gift, when it is made and when it is corrected: the same whoever gives. */
export function giftBounds(
  { kind, giftCeilingMinor }: Pick<CampaignSettings, 'kind' | 'giftCeilingMinor'>,
  currency: Currency,
): AmountBounds {
  if (!asksSomething(kind)) return noAmount(currency);
  return { minMinor: LEAST_GIFT_MINOR, maxMinor: giftCeilingMinor, currency };
}
