import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { previewHead, previewText } from '../../../server/domain/script/script-preview.ts';
import { previewCard } from '../../../server/domain/script/script-preview-card.ts';
import { pathsOf, pathTo } from '../../../server/domain/script/script-preview-paths.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import { dispositionOf, pickableDispositions } from '../../../shared/dispositions.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { renderSay, SCRIPT_VARIABLES, scriptVariables } from '../../../shared/script-variables.ts';
import {
  expectProblem,
  type HostileCampaign,
  problemsAfter,
} from '../../support/campaign/hostile-campaigns.ts';
import { campaignFiles, loadedCampaign, THANKS_FOLDER } from '../../support/campaign/reference-campaigns.ts';

const S = 'script.yaml';
const C = 'campaign.yaml';
const NEWS = '    title: Quelques nouvelles\n';
const { settings, script } = loadedCampaign(THANKS_FOLDER);
const rules = callingRules();
const cardOf = (donor: (typeof samples)[number]) =>
  previewCard({ settings, scriptVersion: script.version, donor: donor.donor, rules });
const samples = sampleDonors(settings);

describe('R-60 the reference campaign of thanks', () => {
  it('passes plateau campaign check, without an e-mail, a ladder or a target of agreements', () => {
    expect(checkCampaign(campaignFiles(THANKS_FOLDER)).problems.map(problemLine)).toEqual([]);
    expect(loadedCampaign(THANKS_FOLDER).emails).toEqual([]);
    expect(settings).toMatchObject({ kind: 'thanks', targets: { processed: 75, useful: 50 }, ladder: [] });
    expect([settings.oneOff, settings.tax, settings.targets.agreements]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('proposes nothing to any donor, and says no amount to any of them', () => {
    for (const sample of samples) {
      const card = cardOf(sample);
      expect(card.asks).toEqual([]);
      for (const bounds of [card.freeAmount, card.giftAmount])
        expect(bounds.minMinor).toBeGreaterThan(bounds.maxMinor);
      const variables = scriptVariables(card, { agentFirstName: 'Camille' });
      for (const [id, node] of Object.entries(script.nodes)) {
        const said = renderSay(node.say, variables);
        expect(said, `${sample.name} ${id}`).not.toMatch(
          /\d\s*(?:€|CHF)|euros|francs| [,.]|,,|undefined|\{\{|\{%/,
        );
      }
    }
  });

  it('its main call, to the last byte', async () => {
    const [wanted] = pathsOf(script);
    const [sample] = samples;
    if (!wanted || !sample) throw new Error('a campaign shows a call');
    const walk = pathTo(script, wanted);
    if (!walk) throw new Error('the call is there');
    const head = previewHead({ settings, script, sample, wanted, classes: {} });
    const text = previewText({ script, card: cardOf(sample), ...walk, agentFirstName: 'Camille' });
    await expect(`${head}\n\n${text}\n`).toMatchFileSnapshot('../../golden/campaigns/thanks-fr.txt');
  });

  it('every call it can show is honest', () => {
    expect(pathsOf(script).map(({ name }) => name)).toEqual([
      'merci',
      'contact',
      'deja',
      'entretien',
      'opposition',
      'arret',
    ]);
    for (const wanted of pathsOf(script)) {
      const { path, code } = pathTo(script, wanted)!;
      expect(contractBreaches(script, path, code), wanted.name).toEqual([]);
    }
  });

  it('has no ending that agrees, gives or refuses, in the table and in the script', () => {
    const offered = Object.values(script.nodes).flatMap((node) =>
      node.answers.flatMap(({ ends = [] }) => ends),
    );
    const endings = [...pickableDispositions('t'), ...offered.map((code) => dispositionOf(code)!)];
    for (const row of endings)
      expect([row.code, row.agreement, row.oneOff, row.pitched, row.email]).toEqual([
        row.code,
        false,
        false,
        false,
        false,
      ]);
    expect(endings.map(({ form }) => form)).not.toContain('agreement');
    expect(endings.map(({ form }) => form)).not.toContain('one-off');
  });
});

const MARKS = ['ask-1', 'ask-2', 'ask-one-off', 'read-back', 'email-announced', 'stop-reason'];
const VARIABLES = SCRIPT_VARIABLES.filter(({ ofGift }) => ofGift).map(({ name }) => name);
const WORDS = [
  'Seriez-vous d’accord pour donner un peu plus ?',
  'Accepteriez-vous de soutenir davantage ?',
  'Souhaitez-vous faire un nouveau don ?',
  'Vous pourriez augmenter votre don.',
  'Un don ponctuel nous aiderait.',
  'Cela ferait 5 € par mois.',
  'Voudriez-vous passer à quinze ?',
];
const SETTINGS = [
  ['ladder', 'ladder:\n  - { first: 2, second: 1 }'],
  ['reactivation', 'reactivation: { leastFirst: 10 }'],
  ['signature', 'signature: { link: "https://mandat.exemple.invalid" }'],
  ['oneOff', 'oneOff: { enabled: false, link: "https://don.exemple.invalid" }'],
  [
    'tax',
    'tax: { enabled: false, sentence: "Si vous êtes imposable, 66 %.", validFrom: 2026-01-01, validTo: 2026-12-31, source: x }',
  ],
] as const;
const said = (text: string): HostileCampaign['4'] => [['      {{ defi }}\n', `      ${text}\n`]];

const HOSTILE: readonly HostileCampaign[] = [
  ...MARKS.map((mark): HostileCampaign => {
    const edits = [[NEWS, `${NEWS}    marks: [${mark}]\n`]] as const;
    return [`the mark ${mark}`, 'ask-in-thanks', THANKS_FOLDER, S, edits, `marks: [${mark}]`];
  }),
  ...VARIABLES.map((name): HostileCampaign => {
    const edits = said(`{% if ${name} %}{{ ${name} }}{% endif %}`);
    return [`the variable ${name}`, 'amount-in-thanks', THANKS_FOLDER, S, edits, 'title: Quelques nouvelles'];
  }),
  ...WORDS.map(
    (text): HostileCampaign => [
      `« ${text} »`,
      'ask-in-thanks',
      THANKS_FOLDER,
      S,
      said(text),
      'title: Quelques',
    ],
  ),
  ...SETTINGS.map(([name, yaml]): HostileCampaign => {
    const edits = [['callingProfile: STANDARD', `${yaml}\ncallingProfile: STANDARD`]] as const;
    return [`the setting ${name}`, 'ask-setting-in-thanks', THANKS_FOLDER, C, edits, `${name}:`];
  }),
  [
    'a target of agreements',
    'ask-setting-in-thanks',
    THANKS_FOLDER,
    C,
    [['  useful: 50\n', '  useful: 50\n  agreements: 10\n']],
    'agreements: 10',
  ],
  [
    'an effect',
    'ask-in-thanks',
    THANKS_FOLDER,
    S,
    [['to: coordonnees_contact }', 'to: coordonnees_contact, effect: agree-free }']],
    'effect: agree-free',
  ],
  [
    'a reason of refusal heard',
    'ask-in-thanks',
    THANKS_FOLDER,
    S,
    [
      [
        'label: Finalement non, to: coordonnees }',
        'label: Finalement non, to: coordonnees, heard: RA_MOYENS }',
      ],
    ],
    'heard: RA_MOYENS',
  ],
  [
    'a brake noted',
    'ask-in-thanks',
    THANKS_FOLDER,
    S,
    [['notes: [SATISF_NON]', 'notes: [FREIN_BUDGET]']],
    'FREIN_BUDGET',
  ],
  [
    'an agreement as an ending',
    'disposition-not-allowed',
    THANKS_FOLDER,
    S,
    [['ends: [ME_CONTACT]', 'ends: [AC_UP]']],
    'ends: [AC_UP]',
  ],
  [
    'no impact before the goodbye',
    'path-without-impact',
    THANKS_FOLDER,
    S,
    [['to: impact, main: true', 'to: nouvelles, main: true']],
    'ends: [ME_FAIT]',
  ],
  [
    'no coordinates before the goodbye',
    'path-without-coordinates',
    THANKS_FOLDER,
    S,
    [['Suite, to: coordonnees, main: true', 'Suite, to: satisfaction, main: true']],
    'ends: [ME_FAIT]',
  ],
  [
    'a theme that asks',
    'ask-in-thanks',
    THANKS_FOLDER,
    C,
    [['Cette année, les lieux', 'Nous vous proposons un don ponctuel : les lieux']],
    'challenge: >-',
  ],
  [
    'an e-mail nobody owes',
    'unknown-file',
    THANKS_FOLDER,
    'emails/agreement.txt.liquid',
    [['', 'Bonjour']],
    '',
  ],
];

describe('R-60 plateau campaign check refuses, at its line', () => {
  it.each(HOSTILE)('%s', (...hostile) => expectProblem(hostile));

  it('an objection whose answer asks', () => {
    const edits = [['Rien. Je vous appelle', 'Voulez-vous donner un peu plus ? Je vous appelle']] as const;
    const { problems } = problemsAfter(THANKS_FOLDER, 'objections.yaml', edits);
    expect(problems.map(({ code }) => code)).toContain('ask-in-thanks');
  });

  it('and lets the shipped upgrade say all of it', () => {
    const codes = checkCampaign(campaignFiles('upgrade-fr')).problems.map(({ code }) => code);
    expect(codes).toEqual([]);
  });

  it('an upgrade without its targets or its single gift', () => {
    const edits = [['  agreements: 30\n', '']] as const;
    const { problems, lineOf } = problemsAfter('upgrade-fr', C, edits);
    expect(problems).toMatchObject([{ code: 'ask-setting-missing', line: lineOf('processed: 75') }]);
  });
});
