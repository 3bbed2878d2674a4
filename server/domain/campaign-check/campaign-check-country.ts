import { asksRise, callsStoppedGifts, kindFacts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { countryLaw } from '../campaign/country-law.ts';
import { checkTaxSentence } from '../wording/tax-sentence.ts';

type Check = (settings: CampaignSettings) => readonly Finding[];

/** Where a stopped gift is no current relation with the charity, its donors are not called. */
const checkStoppedGifts: Check = ({ kind, country }) => {
  const { stoppedGifts } = countryLaw(country);
  return stoppedGifts && callsStoppedGifts(kind)
    ? [{ at: ['kind'], code: `reactivation-not-in-${country.toLowerCase()}`, ...stoppedGifts.campaign }]
    : [];
};

/** Where there is a list, donors are called under a licence, after a check of it. */
const checkDoNotCallList: Check = ({ country, doNotCallList }) => {
  const { doNotCallList: list, inCountry } = countryFacts(country);
  if (list !== null && !doNotCallList)
    return [
      {
        at: ['country'],
        code: 'do-not-call-list-missing',
        message: `${inCountry.replace(/^./, (first) => first.toUpperCase())}, il faut dire qui contrôle la liste « ${list} », et sous quelle licence.`,
        hint: 'ajoutez « doNotCallList » : voir server/campaigns/upgrade-be/campaign.yaml',
      },
    ];
  if (list !== null || !doNotCallList) return [];
  return [
    {
      at: ['doNotCallList'],
      code: 'do-not-call-list-elsewhere',
      message: 'La liste « Ne m’appelez plus » est belge.',
      hint: 'retirez « doNotCallList »',
    },
  ];
};

const checkCallerNumber: Check = ({ country, callerNumber }) => {
  const law = countryLaw(country).callerNumber;
  if (!law || callerNumber === undefined || !law.refused.test(callerNumber)) return [];
  const { message, hint } = law;
  return [{ at: ['callerNumber'], code: 'caller-number-mobile', message, hint }];
};

/** Any gift may be made by post: its e-mail says how, or it would say nothing. */
const checkGiftByPost: Check = ({ oneOff }) =>
  oneOff?.enabled && oneOff.byPost === undefined
    ? [
        {
          at: ['oneOff'],
          code: 'gift-by-post-missing',
          message:
            'Il faut dire comment donner autrement que par le lien : ordre, adresse, compte ou QR-facture.',
          hint: 'ajoutez « byPost » sous « oneOff » : la fin de « Pour le faire, … », voir server/campaigns/upgrade-fr/campaign.yaml',
        },
      ]
    : [];

/** A rise is asked by steps; without them it would ask the least of everybody. */
const checkLadderThere: Check = ({ kind, ladder }) =>
  asksRise(kind) && ladder.length === 0
    ? [
        {
          at: [],
          code: 'ladder-missing',
          message: `Une ${kindFacts(kind).campaign} a une échelle de propositions.`,
          hint: 'copiez « ladder » de server/campaigns/upgrade-fr/campaign.yaml',
        },
      ]
    : [];

const CHECKS: readonly Check[] = [
  checkStoppedGifts,
  checkDoNotCallList,
  checkCallerNumber,
  checkLadderThere,
  checkGiftByPost,
  checkTaxSentence,
];

/**
 * What depends on the country and the kind of a campaign: whom one may call, under which list and number, what is said
 * of taxes.
 */
export function checkCountry(settings: CampaignSettings): readonly Finding[] {
  return CHECKS.flatMap((check) => check(settings));
}
