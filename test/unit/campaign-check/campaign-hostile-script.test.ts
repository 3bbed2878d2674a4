import { describe, it } from 'vitest';
import { expectProblem, type HostileCampaign } from '../../support/campaign/hostile-campaigns.ts';

const S = 'script.yaml';
const C = 'campaign.yaml';
const SAY_MERCI = 'Je voulais vous dire merci, de vive voix.';

const HOSTILE: readonly HostileCampaign[] = [
  // Schema, variables, dispositions, thank-you, one-off, asks, phrases: on other folders than upgrade-fr.
  ['an unknown key', 'unknown-key', 'upgrade-be', C, [['maxRatio: 1.6', 'maxRation: 1.6']], 'maxRation'],
  [
    'an unknown variable',
    'unknown-variable',
    'upgrade-ch',
    S,
    [['{{ impact }}', '{{ impacts }}']],
    '{{ impacts }}',
  ],
  [
    'an ending of the other kind',
    'disposition-not-allowed',
    'reactivation-fr',
    S,
    [['ends: [AR_RECLAM]', 'ends: [AR_STOP]']],
    'ends: [AR_STOP]',
  ],
  [
    'an upgrade that ends as a reactivation',
    'disposition-not-allowed',
    'upgrade-be',
    S,
    [['ends: [AC_UP]', 'ends: [AC_RE]']],
    'ends: [AC_RE]',
  ],
  [
    'no thank-you before the ask',
    'ask-out-of-order',
    'upgrade-ch',
    S,
    [['marks: [thanks]', 'marks: []']],
    'marks: [ask-1]',
  ],
  [
    'no one-off after a refusal',
    'path-without-one-off',
    'upgrade-be',
    S,
    [['changer, to: fin_refus, effect: refuse-all', 'changer, to: fin_refus, effect: refuse-increase']],
    'ends: [RA_MOYENS',
  ],
  [
    'a third monthly ask',
    'too-many-asks',
    'reactivation-be',
    S,
    [['    title: "Réponse : les moyens"\n', '    title: "Réponse : les moyens"\n    marks: [ask-2]\n']],
    'title: Seconde proposition',
  ],
  ['guilt', 'banned-phrase', 'reactivation-fr', S, [[SAY_MERCI, 'Vous n’avez pas honte ?']], 'title: Merci'],
  [
    'a deadline',
    'banned-phrase',
    'upgrade-ch',
    S,
    [['D’abord, un grand merci.', 'Dernier délai !']],
    'title: Merci',
  ],
  // Reactivation.
  [
    'an ask before the reason',
    'ask-before-stop-reason',
    'reactivation-fr',
    S,
    [['label: Suite, to: pourquoi_arret, main: true }', 'label: Suite, to: defi }']],
    'marks: [ask-1]',
  ],
  [
    'a reason that is not noted',
    'stop-reason-not-noted',
    'reactivation-be',
    S,
    [['to: suite_budget, notes: [ARRET_BUDGET]', 'to: suite_budget']],
    'to: suite_budget',
  ],
  [
    'a reason argued against',
    'argues-with-reason',
    'reactivation-fr',
    S,
    [['Chacun donne quand cela lui est', 'Mais chacun donne quand cela lui est']],
    'title: "Réponse : le budget"',
  ],
  [
    'no way for the bank',
    'no-bank-way',
    'reactivation-be',
    S,
    [['notes: [ARRET_BANQUE]', 'notes: [ARRET_AUTRES]']],
    'accroche:',
  ],
  [
    'persuasion after a stop by the bank',
    'persuasion-after-bank-stop',
    'reactivation-fr',
    S,
    [
      [
        'label: Non, to: fin_refus, effect: refuse-increase, notes: [FREIN_DEMARCHE]',
        'label: Non, to: repli',
      ],
    ],
    'marks: [ask-2]',
  ],
  [
    'a refusal without its brake',
    'path-without-brake',
    'reactivation-be',
    S,
    [['to: repli, heard: RA_SANSMOTIF, notes: [FREIN_NON_DIT]', 'to: repli']],
    'ends: [RA_MOYENS',
  ],
  [
    'a one-off that the campaign does not open',
    'one-off-not-enabled',
    'reactivation-fr',
    C,
    [['oneOff:\n  enabled: true', 'oneOff:\n  enabled: false']],
    '',
  ],
  [
    'notes in an upgrade',
    'notes-out-of-place',
    'upgrade-fr',
    S,
    [['label: Suite, to: impact, main: true }', 'label: Suite, to: impact, notes: [FREIN_BUDGET] }']],
    'title: Merci',
  ],
  [
    'a note that does not exist',
    'invalid-value',
    'reactivation-fr',
    S,
    [['notes: [ARRET_BUDGET]', 'notes: [ARRET_HUMEUR]']],
    'ARRET_HUMEUR',
  ],
];

describe('hostile scripts: each its problem, with file and line (R-03, R-04, R-06, R-13)', () => {
  it.each(HOSTILE)('%s: %s (%s/%s)', (...row) => expectProblem(row));
});
