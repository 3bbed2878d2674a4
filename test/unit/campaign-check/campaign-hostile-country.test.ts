import { describe, expect, it } from 'vitest';
import {
  type CampaignEdit,
  expectProblem,
  type HostileCampaign,
  problemsAfter,
} from '../../support/campaign/hostile-campaigns.ts';

const S = 'script.yaml';
const C = 'campaign.yaml';
const SAY_MERCI = 'Je voulais vous dire merci, de vive voix.';

const HOSTILE: readonly HostileCampaign[] = [
  // Words of the country.
  [
    'a French debit in Belgium',
    'foreign-word',
    'upgrade-be',
    S,
    [['label: Arrêt de la domiciliation', 'label: Arrêt du prélèvement']],
    'Arrêt du prélèvement',
  ],
  [
    'euros in Switzerland',
    'foreign-word',
    'upgrade-ch',
    S,
    [['un grand merci.', 'merci pour ces euros.']],
    'title: Merci',
  ],
  [
    'seventy of France in Belgium',
    'foreign-word',
    'reactivation-be',
    S,
    [[SAY_MERCI, 'Merci pour ces soixante-dix mois.']],
    'title: Merci',
  ],
  [
    'a French receipt in a Belgian e-mail',
    'foreign-word',
    'upgrade-be',
    'emails/agreement.txt.liquid',
    [['Avec toute notre gratitude,', 'Votre reçu fiscal suit.']],
    'reçu fiscal',
  ],
  [
    'a Belgian theme in France',
    'foreign-word',
    'upgrade-fr',
    C,
    [['notre défi est de garder', 'notre GSM est']],
    'challenge',
  ],
  // Taxes.
  [
    'a tax sentence in the script',
    'tax-talk',
    'upgrade-fr',
    S,
    [['Voilà ce que vous rendez possible.', 'C’est déductible de vos impôts.']],
    'title: Ce que votre don permet',
  ],
  [
    'a tax sentence in an e-mail',
    'tax-talk',
    'upgrade-ch',
    'emails/one-off.html.liquid',
    [['Avec toute notre gratitude,', 'Avec une réduction d’impôt,']],
    'réduction d’impôt',
  ],
  [
    'a tax sentence outside its validity',
    'tax-outside-validity',
    'upgrade-fr',
    C,
    [
      ['tax:\n  enabled: false', 'tax:\n  enabled: true'],
      ['validTo: 2027-01-31', 'validTo: 2026-12-31'],
    ],
    'validTo: 2026-12-31',
  ],
  [
    'no condition',
    'tax-without-condition',
    'upgrade-be',
    C,
    [['Si vous êtes imposable, vos', 'Vos']],
    'sentence',
  ],
  [
    'the old Belgian rate',
    'tax-figure',
    'upgrade-be',
    C,
    [['réduction d’impôt de 30 %', 'réduction d’impôt de 45 %']],
    'sentence',
  ],
  [
    'a rate in Switzerland',
    'tax-figure',
    'upgrade-ch',
    C,
    [['sont déductibles dès', 'sont déductibles à 20 % dès']],
    'sentence',
  ],
  [
    'the Belgian rule too early',
    'tax-before-rule',
    'upgrade-be',
    C,
    [['validFrom: 2025-01-01', 'validFrom: 2024-01-01']],
    'validFrom',
  ],
  [
    'the Belgian minimum',
    'tax-minimum',
    'reactivation-be',
    C,
    [['minYearlyMinor: 4000', 'minYearlyMinor: 0']],
    'tax:',
  ],
  // Whom one may call, under which list and number.
  [
    'a Swiss reactivation',
    'reactivation-not-in-ch',
    'upgrade-ch',
    C,
    [['kind: upgrade', 'kind: reactivation']],
    'kind',
  ],
  [
    'Belgium without its list',
    'do-not-call-list-missing',
    'upgrade-fr',
    C,
    [['country: FR', 'country: BE']],
    'country',
  ],
  [
    'the list elsewhere',
    'do-not-call-list-elsewhere',
    'upgrade-be',
    C,
    [['country: BE', 'country: FR']],
    'agencyLicence',
  ],
  [
    'a mobile number shown',
    'caller-number-mobile',
    'reactivation-fr',
    C,
    [['+33199000000', '+33639980000']],
    'callerNumber',
  ],
  [
    'no ladder',
    'ladder-missing',
    'reactivation-fr',
    C,
    [['kind: reactivation', 'kind: upgrade']],
    'code: REA',
  ],
  // E-mails.
  [
    'a mandate reference of SEPA in Switzerland',
    'variable-out-of-place',
    'upgrade-ch',
    'emails/agreement.txt.liquid',
    [['{{ REF_AUTORISATION }}', '{{ REF_AUTORISATION }} {{ RUM }}']],
    '{{ RUM }}',
  ],
  [
    'a Swiss e-mail without its reference',
    'required-variable',
    'upgrade-ch',
    'emails/agreement.txt.liquid',
    [['{{ SYSTEME }}', 'LSV+']],
    'Bonjour',
  ],
  [
    'a resumed gift that does not say how to sign',
    'required-variable',
    'reactivation-fr',
    'emails/agreement.txt.liquid',
    [
      [
        '{%- if LIEN_SIGNATURE %} Vous pouvez le faire ici, quand vous voulez :\n{{ LIEN_SIGNATURE }}\n{%- else %} Vous',
        '{%- if true %} Vous',
      ],
    ],
    'Bonjour',
  ],
  [
    'pressure in an e-mail',
    'banned-phrase',
    'reactivation-be',
    'emails/information.txt.liquid',
    [['Avec toute notre gratitude,', 'C’est urgent.']],
    'urgent',
  ],
  [
    'a subject that tells the cause',
    'subject-not-neutral',
    'reactivation-fr',
    'emails/agreement.subject.liquid',
    [['Votre soutien', 'Votre don contre le VIH']],
    'VIH',
  ],
];

describe('hostile words, taxes, lists and e-mails: each its problem, with file and line (R-08)', () => {
  it.each(HOSTILE)('%s: %s (%s/%s)', (...row) => expectProblem(row));
});

it('a tax sentence that is valid all through, with its condition and its rate, may be switched on', () => {
  const edits: CampaignEdit[] = [['tax:\n  enabled: false', 'tax:\n  enabled: true']];
  for (const folder of ['upgrade-fr', 'upgrade-be', 'upgrade-ch', 'reactivation-be'] as const)
    expect(problemsAfter(folder, C, edits).problems, folder).toEqual([]);
});
