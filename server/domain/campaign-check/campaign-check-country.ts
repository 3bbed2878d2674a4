import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { checkTaxSentence } from '../wording/tax-sentence.ts';

type Check = (settings: CampaignSettings) => readonly Finding[];

/**
 * Lapsed donors of Switzerland have no current relation with the charity: not called (docs/rules/law.md#switzerland).
 */
const checkSwissKind: Check = ({ kind, country }) =>
  kind === 'reactivation' && country === 'CH'
    ? [
        {
          at: ['kind'],
          code: 'reactivation-not-in-ch',
          message: 'En Suisse, seules les personnes qui donnent encore peuvent être appelées.',
          hint: 'une campagne suisse est de type « upgrade »',
        },
      ]
    : [];

/** Donors of Belgium are called under a licence, after a check of the list (docs/rules/law.md#belgium). */
const checkBelgianList: Check = ({ country, doNotCallList }) => {
  if (country === 'BE' && !doNotCallList)
    return [
      {
        at: ['country'],
        code: 'do-not-call-list-missing',
        message:
          'En Belgique, il faut dire qui contrôle la liste « Ne m’appelez plus », et sous quelle licence.',
        hint: 'ajoutez « doNotCallList » : voir server/campaigns/upgrade-be/campaign.yaml',
      },
    ];
  if (country === 'BE' || !doNotCallList) return [];
  return [
    {
      at: ['doNotCallList'],
      code: 'do-not-call-list-elsewhere',
      message: 'La liste « Ne m’appelez plus » est belge.',
      hint: 'retirez « doNotCallList »',
    },
  ];
};

/** Arcep decision 2022-1583: a call centre never shows a mobile number (docs/rules/law.md#france). */
const checkCallerNumber: Check = ({ country, callerNumber }) =>
  country === 'FR' && callerNumber !== undefined && /^\+33[67]/.test(callerNumber)
    ? [
        {
          at: ['callerNumber'],
          code: 'caller-number-mobile',
          message: 'En France, un centre d’appels ne présente pas un numéro en 06 ou 07.',
          hint: 'présentez un numéro géographique ou un numéro polyvalent vérifié',
        },
      ]
    : [];

/** An upgrade asks by steps; without them it would ask the least of everybody. */
const checkLadderThere: Check = ({ kind, ladder }) =>
  kind === 'upgrade' && ladder.length === 0
    ? [
        {
          at: [],
          code: 'ladder-missing',
          message: 'Une campagne d’augmentation a une échelle de propositions.',
          hint: 'copiez « ladder » de server/campaigns/upgrade-fr/campaign.yaml',
        },
      ]
    : [];

const CHECKS: readonly Check[] = [
  checkSwissKind,
  checkBelgianList,
  checkCallerNumber,
  checkLadderThere,
  checkTaxSentence,
];

/** What depends on the country and the kind of a campaign: whom one may call, under which list and number, what is said of taxes. */
export function checkCountry(settings: CampaignSettings): readonly Finding[] {
  return CHECKS.flatMap((check) => check(settings));
}
