import { describe, expect, it, test } from 'vitest';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { classVariants, MAX_VARIANTS } from '../../../server/domain/script/profile-conditions.ts';
import { campaignFiles } from '../../support/campaign/reference-campaigns.ts';

const THANKS = 'Cette fidélité compte beaucoup pour nous.';

/** What the check says of upgrade-fr with that sentence after its thanks. */
function said(sentence: string, settings = (text: string) => text): readonly string[] {
  const files = campaignFiles('upgrade-fr');
  const script = files.get('script.yaml') ?? '';
  files.set('script.yaml', script.replace(THANKS, `${THANKS}\n      ${sentence}`));
  files.set('campaign.yaml', settings(files.get('campaign.yaml') ?? ''));
  return checkCampaign(files).problems.map(problemLine);
}
const lines = (campaignFiles('upgrade-fr').get('script.yaml') ?? '').split('\n');
const LINE = lines.findIndex((line) => line.includes(THANKS)) + 2;

describe('R-63 a script reads the classes of a donor', () => {
  it.each([
    '{% if profil.canal == "RUE" %}Ah.{% elsif profil.age != "65_ET_PLUS" %}Oh.{% endif %}',
    "{% unless profil.canal == 'AUTRE' or profil.canal == 'NON_CLASSE' %}Ah.{% endunless %}",
    '{%- case profil.canal -%}{% when "RUE", "PORTE" %}Ah.{% when "WEB" %}Oh.{% endcase %}',
    '{% if profil.canal == "RUE" and cumul %}{{ cumul }}.{% endif %}',
  ])('%s', (sentence) => {
    expect(said(sentence)).toEqual([]);
  });

  it.each([
    [
      '{% if profil.cannal == "RUE" %}Ah.{% endif %}',
      7,
      'unknown-profile',
      'vouliez-vous dire « canal » ? canal, age',
    ],
    ['{% if profil.canal == "RUES" %}Ah.{% endif %}', 7, 'unknown-class', 'vouliez-vous dire « RUE » ?'],
    ['{% case profil.canal %}{% when "TELE" %}Ah.{% endcase %}', 30, 'unknown-class', 'RUE, PORTE, WEB'],
    ['{{ profil.canal }}', 7, 'profile-said', 'dites la phrase en clair'],
    ['{% if profil.canal %}Ah.{% endif %}', 7, 'profile-not-compared', 'profil.canal == "RUE"'],
    ['{% if "RUE" == profil.canal %}Ah.{% endif %}', 7, 'profile-not-compared', 'profil.canal == "RUE"'],
    ['{% if profil["canal"] == "RUE" %}Ah.{% endif %}', 7, 'profile-not-compared', 'profil.canal == "RUE"'],
  ])('%s is refused at its place', (sentence, column, code, hint) => {
    expect(said(sentence)).toEqual([expect.stringContaining(`script.yaml:${LINE}:${column} ${code} — `)]);
    expect(said(sentence)[0]).toContain(hint);
  });

  it('is checked in every way of reading: what may be missing, and what does not fit', () => {
    expect(said('{% if profil.canal == "WEB" and profil.age == "45_A_64" %}{{ cumul }}.{% endif %}')).toEqual(
      [expect.stringContaining('unguarded-variable — La variable « cumul »')],
    );
    const long =
      'Cette phrase est assez longue pour prendre une ligne de plus à elle seule, ou presque. '.repeat(14);
    expect(said(`{% if profil.canal == "WEB" %}${long}{% endif %}`)).toEqual([
      expect.stringContaining('step-does-not-fit — L’étape « merci »'),
    ]);
  });

  it('needs profiles, and reads none where an agreement is read back', () => {
    const without = (text: string) =>
      text.replace(/\nprofiles:\n[\s\S]*?\n(?=\n#)/, '\n').replace(/\n {4}for: .*/, '');
    expect(said('{% if profil.canal == "RUE" %}Ah.{% endif %}', without)).toEqual([
      expect.stringContaining(
        'unknown-profile — La campagne ne déclare pas le profil « canal ». (déclarez-le sous',
      ),
    ]);
    const files = campaignFiles('upgrade-fr');
    const script = files.get('script.yaml') ?? '';
    const readBack = script.replace(
      /(marks: \[read-back\]\n {4}say: \|-\n {6})/,
      '$1{% if profil.canal == "RUE" %}Ah.{% endif %} ',
    );
    expect(readBack).not.toBe(script);
    expect(checkCampaign(files.set('script.yaml', readBack)).problems.map(({ code }) => code)).toEqual([
      'profile-in-read-back',
    ]);
  });
});

test('a text is read in each class that it names and in another; beyond what can be tried it is refused', () => {
  const read = (profile: string, codes: readonly string[]) =>
    codes.map((code) => `{% if profil.${profile} == "${code}" %}{% endif %}`).join('');
  expect(classVariants('Merci.')).toEqual([{}]);
  expect(classVariants(read('canal', ['RUE', 'WEB']))).toEqual(
    ['NON_CLASSE', 'RUE', 'WEB'].map((code) => ({ 'profil.canal': code })),
  );
  expect(classVariants(read('canal', ['A']) + read('age', ['B']))).toHaveLength(4);
  const many = ['a', 'b', 'c', 'd'].map((name) => read(name, ['1', '2', '3'])).join('');
  expect(4 ** 4).toBeGreaterThan(MAX_VARIANTS);
  expect(classVariants(many)).toBeUndefined();
});
