import { describe, expect, it } from 'vitest';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { checkLineFolder } from '../../../server/domain/line/line-folder.ts';
import { checkedLine, type LineChange, lineFiles } from '../../support/campaign/pledge-line.ts';

const C = 'campaign.yaml';
const P = 'practice.yaml';
const L = 'link.yaml';
const ALWAYS = '  - when: always\n    to: PARTENAIRE\n';
const RULE_BOUNDS =
  '    max: 15\n    maxBetween: { least: 0, most: 15 }     # ce que la touche d du tableau peut en faire ; 0 : tout déborde\n    spillAfterSeconds: 20\n';
const SUNDAY = '{ days: [7], from: "17:00", to: "23:30" }';

describe('the folder of a pledge line (R-40 to R-43)', () => {
  it('is without a fault as it is shipped', () => {
    expect(checkedLine().problems.map(problemLine)).toEqual([]);
  });

  it.each<readonly [string, LineChange, number]>([
    ['week-gap', [C, ALWAYS, ''], 53],
    ['route-cycle', [C, 'overflow: PARTENAIRE', 'overflow: MAISON'], 58],
    ['seats-above-site', [C, 'max: 15', 'max: 16'], 55],
    ['route-without-end', [C, '    overflow: PARTENAIRE\n', ''], 53],
    ['overflow-never', [C, RULE_BOUNDS, ''], 55],
    ['limit-bounds', [C, 'least: 0, most: 15', 'least: 0, most: 14'], 56],
    ['limit-bounds', [C, 'least: 0, most: 15', 'least: 0, most: 16'], 56],
    ['unknown-site', [C, 'to: MAISON', 'to: GRENIER'], 54],
    ['route-never', [C, `when: ${SUNDAY}`, 'when: always'], 65],
    ['window-empty', [C, 'from: "09:00"', 'from: "20:00"'], 53],
    ['helpline-stale', [C, 'checkedOn: 2026-11-20', 'checkedOn: 2026-05-01'], 39],
    ['helpline-stale', [C, 'checkedOn: 2026-11-20', 'checkedOn: 2026-12-01'], 39],
    ['helpline-missing', [C, '- { country: FR', '- { country: CH'], 39],
    ['hand-over-to-pledges', [C, 'queue: ecoute', 'queue: promesses'], 40],
    ['site-twice', [C, 'queue: promesses-partenaire', 'queue: promesses'], 44],
    ['presets-order', [C, '[20, 30, 50, 100]', '[20, 50, 30, 100]'], 19],
    ['link-not-https', [C, 'https://don', 'http://don'], 24],
    ['link-way-twice', [C, '[email, sms, letter]', '[email, sms, letter, sms]'], 25],
    ['reminder-twice', [C, 'times: 1', 'times: 2'], 27],
    ['reminder-after-link', [C, 'afterDays: 7', 'afterDays: 30'], 27],
    ['erased-before-link', [C, 'unconfirmedDays: 30', 'unconfirmedDays: 29'], 28],
    ['notice-without-rights', [C, 'donnees@exemple.invalid', 'l’association'], 31],
    ['sender-missing', [C, '  replyTo: donateurs@exemple.invalid\n', ''], 8],
    ['dates-order', [C, 'ends: 2026-12-06', 'ends: 2026-12-03'], 14],
    ['card-number', [C, 'name: Promesses 2026', 'name: 4111 1111 1111 1111'], 4],
    ['unknown-key', [C, 'duplicateHours: 24', 'duplicateHeures: 24'], 21],
    ['caller-number-refused', [C, '+33353010020', '+33653010020'], 72],
    [
      'callback-tells-cause',
      ['script.yaml', 'ici la ligne des promesses', 'ici la lutte contre le sida'],
      11,
    ],
    ['ways-written', ['script.yaml', '{{ ways }}', 'par e-mail'], 8],
    ['unknown-variable', ['script.yaml', 'thanks: Merci', 'thanks: "{{ ways }}" # Merci'], 9],
    ['callback-words-missing', ['script.yaml', '  callBack: ', '  #'], 4],
    ['card-number', ['script.yaml', 'thanks: Merci', 'thanks: Carte 4111111111111111, merci'], 9],
    ['banned-phrase', ['script.yaml', 'thanks: Merci', 'thanks: N’ayez pas honte, merci'], 9],
    ['practice-form', [P, 'postcode: "01990"', 'postcode: "99190"'], 14],
    ['practice-form', [P, 'amount: f', 'amount: g'], 43],
    ['practice-two-ends', [P, '    exit: minor\n', ''], 53],
    ['practice-unmet', [P, 'rhythm: monthly', 'rhythm: once'], 4],
    ['practice-unmet', [P, 'offersCard: true', 'offersCard: false'], 4],
    ['practice-unmet', [P, 'exit: hoax', 'exit: minor'], 4],
    ['practice-unmet', [P, 'exit: handOver', 'exit: minor'], 4],
    ['card-number', [P, 'Bonsoir, je', 'Quarante et un onze onze onze onze onze onze onze, je'], 5],
    ['sms-too-long', [L, 'Merci pour votre', 'Un grand merci de notre part pour votre belle'], 3],
    ['sms-sign', [L, 'Merci pour votre promesse de', 'Merci, ça fait'], 3],
    [
      'sms-too-long',
      [L, 'reminder:\n', `reminder:\n  sms: "${'Votre promesse. '.repeat(9)}{{ link }}"\n`],
      23,
    ],
    ['link-not-once', [L, 'reminder:\n', 'reminder:\n  sms: "Votre promesse."\n'], 23],
    ['sms-sign', [L, 'Pour la payer', 'L’adresse'], 3],
    ['link-not-once', [L, 'Pour la payer : {{ link }}', 'Pour la payer'], 3],
    ['link-not-once', [L, 'subject: Votre promesse de {{ amount }}', 'subject: "{{ link }}"'], 5],
    ['unknown-variable', [L, '{{ charity }}\nletter', '{{ prenom }}\nletter'], 6],
    ['subject-tells-cause', [L, 'subject: Votre promesse', 'subject: Contre le VIH, votre promesse'], 5],
    ['link-text-missing', [L, 'sms: ', '# sms: '], 4],
    ['card-number', [L, 'Merci pour votre', 'Carte 4111111111111111, votre'], 3],
  ])('%s is told in French on its line: %j', (code, change, line) => {
    const { problems } = checkedLine(change);
    expect(problems.map((one) => [one.code, one.line])).toEqual([[code, line]]);
    expect(problems.map(problemLine).join()).toMatch(/^\w+\.yaml:\d+:\d+ [a-z-]+ — [A-ZÀÉ«\d].+ \(.+\)$/);
  });

  it.each([
    ['queue: promesses }', 'queue: "promesses,r" }'],
    ['queue: promesses }', 'queue: "promesses)" }'],
    ['queue: promesses }', 'queue: "a\\nexten => s,1,System(x)" }'],
    ['code: MAISON', 'code: "MAISON]"'],
    ['code: PL-2026', 'code: "PL\\n[x]"'],
    ['from: "09:00"', 'from: "09:00]?x"'],
  ])('a name that the PBX would read as an order is refused: %s → %s', (from, to) => {
    expect(checkedLine([C, from, to]).problems).not.toEqual([]);
    expect(checkedLine([C, from, to]).settings).toBeUndefined();
  });

  it('a file that is missing is told with where to copy it from', () => {
    const files = lineFiles();
    files.delete('script.yaml');
    expect(checkLineFolder(files, '2026-11-30').problems.map(problemLine)).toEqual([
      'script.yaml:1:1 missing-file — Le fichier script.yaml manque. (copiez celui de server/campaigns/pledge-line et adaptez-le)',
    ]);
  });

  it('is told, where a campaign that calls is wanted, to be for later, and nothing else', () => {
    expect(checkCampaign(lineFiles()).problems.map(problemLine)).toEqual([
      'campaign.yaml:5:7 pledge-line-not-calling — C’est une ligne de promesses : ses appels arrivent. Cela ne vaut que pour une campagne qui appelle des donateurs. (plateau line check, route, plan ou files ; plateau campaign create)',
    ]);
  });
});
