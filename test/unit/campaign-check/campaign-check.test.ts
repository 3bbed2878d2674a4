import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { EMAIL_KINDS } from '../../../server/domain/campaign/campaign-settings.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';

function referenceFiles(): Map<string, string> {
  const names = readdirSync(REFERENCE_CAMPAIGN, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => /\.(yaml|liquid|md)$/.test(name))
      .map((name) => [name, readFileSync(join(REFERENCE_CAMPAIGN, name), 'utf8')]),
  );
}

/** The reference campaign with one text replaced in one file; the text must be there. */
function edited(file: string, from: string | RegExp, to: string): Map<string, string> {
  const files = referenceFiles();
  const text = files.get(file) ?? '';
  expect(typeof from === 'string' ? text.includes(from) : from.test(text)).toBe(true);
  return files.set(file, text.replace(from, to));
}

const problems = (files: ReadonlyMap<string, string>) => checkCampaign(files).problems;
const codes = (files: ReadonlyMap<string, string>) => problems(files).map((one) => one.code);
const lineOf = (file: string, text: string) =>
  (referenceFiles().get(file) ?? '').split('\n').findIndex((line) => line.includes(text)) + 1;

describe('the reference campaign upgrade-fr', () => {
  it('has no problem and gives settings, script and its e-mails', () => {
    const check = checkCampaign(referenceFiles());
    expect(check.problems.map(problemLine)).toEqual([]);
    expect(check.settings).toMatchObject({ code: 'UPG-FR-2026', starts: '2026-11-01', ends: '2027-01-31' });
    expect(check.settings?.tax?.enabled).toBe(false);
    expect(check.script?.kind).toBe('upgrade');
    expect(check.emails?.map((one) => one.kind)).toEqual([...EMAIL_KINDS]);
  });

  it('R-10 carries the targets and the ladder of docs/rules/asks.md', () => {
    const { settings } = checkCampaign(referenceFiles());
    expect(settings?.targets).toEqual({ processed: 75, useful: 50, agreements: 30, averageMinor: 400 });
    expect(settings?.ladder.map(({ first, second }) => [first, second])).toEqual([
      [4, 2],
      [5, 3],
      [6, 4],
      [8, 5],
      [10, 6],
      [15, 10],
    ]);
  });
});

describe('every problem is placed', () => {
  it('on the line and column of the value', () => {
    const [problem] = problems(edited('script.yaml', 'to: repli }', 'to: replis }'));
    expect(problem).toMatchObject({
      file: 'script.yaml',
      line: lineOf('script.yaml', 'to: repli }'),
      code: 'unknown-node',
    });
    expect(problem?.column).toBeGreaterThan(10);
  });

  it.each(['4111 1111 1111 1111', 'quarante et un onze onze onze onze onze onze onze'])(
    'on a card’s number in any file (R-41): %s',
    (card) => {
      const files = edited('script.yaml', 'to: repli }', `to: repli } # ${card}`);
      expect(problems(files)).toMatchObject([
        { file: 'script.yaml', line: lineOf('script.yaml', 'to: repli }'), code: 'card-number' },
      ]);
      files.set('knowledge/99-essai.md', `# Essai\n\nUne note, ${card}.\n`);
      expect(problems(files).map(({ file, line }) => [file, line])).toContainEqual([
        'knowledge/99-essai.md',
        3,
      ]);
    },
  );

  it('on no account of the charity’s, which may be told', () => {
    const files = edited('script.yaml', 'to: repli }', 'to: repli } # FR76 3000 6000 0112 3456 7890 189');
    expect(problems(files)).toEqual([]);
  });

  it('on the key that is not known', () => {
    const files = edited('campaign.yaml', 'emailHoldMinutes: 30', 'emailHoldMinute: 30');
    expect(problems(files)).toMatchObject([
      {
        file: 'campaign.yaml',
        line: lineOf('campaign.yaml', 'emailHoldMinutes'),
        column: 1,
        code: 'unknown-key',
      },
    ]);
  });

  it.each(['121', '-1', '1.5', 'dix'])('on a time after an ending of %s', (seconds) => {
    const files = edited(
      'campaign.yaml',
      'emailHoldMinutes: 30',
      `wrapUpSeconds: ${seconds}\nemailHoldMinutes: 30`,
    );
    const line = lineOf('campaign.yaml', 'emailHoldMinutes');
    expect(problems(files)).toMatchObject([{ file: 'campaign.yaml', line, column: 16 }]);
    expect(problems(edited('campaign.yaml', 'emailHoldMinutes: 30', 'wrapUpSeconds: 120'))).toEqual([]);
  });

  it('on a key that has another name, which it says', () => {
    const files = edited('campaign.yaml', 'admittedLanguages: [fr]', 'languages: [fr]');
    expect(problems(files).map(problemLine)).toEqual([
      `campaign.yaml:${lineOf('campaign.yaml', 'admittedLanguages')}:3 renamed-key — La clé « languages » a changé de nom. (écrivez « admittedLanguages », avec la même valeur)`,
    ]);
  });

  it('on a language whose words nobody knows', () => {
    const files = edited('campaign.yaml', 'language: fr', 'language: de');
    expect(problems(files).map(problemLine)).toEqual([
      `campaign.yaml:${lineOf('campaign.yaml', 'language: fr')}:11 language-without-pack — Une campagne en « de » n’est pas possible : aucun de ses textes ni aucune note ne serait relu. (langues dont les mots sont connus : fr (français))`,
    ]);
  });

  it('prints as fichier:ligne:colonne code — message (que faire)', () => {
    const [problem] = problems(edited('campaign.yaml', 'starts: 2026-11-01', 'starts: 2026-02-30'));
    expect(problemLine(problem!)).toBe(
      `campaign.yaml:${lineOf('campaign.yaml', 'starts:')}:9 invalid-date — La date 2026-02-30 n’existe pas. (écrivez AAAA-MM-JJ, un jour du calendrier)`,
    );
  });

  it('in the order of files and lines, all of them at once', () => {
    const files = edited('script.yaml', 'key: p, label: Plutôt', 'key: n, label: Plutôt');
    files.set(
      'campaign.yaml',
      (files.get('campaign.yaml') ?? '').replace('below: 13', 'below: 7').replace('ends: 2027', 'ends: 2025'),
    );
    expect(problems(files).map((one) => [one.file, one.code])).toEqual([
      ['campaign.yaml', 'reversed-dates'],
      ['campaign.yaml', 'ladder-order'],
      ['script.yaml', 'duplicate-key'],
    ]);
  });
});

describe('shape', () => {
  it.each([
    ['missing-value', 'campaign.yaml', /^code: .*$/m, '# rien'],
    ['invalid-value', 'campaign.yaml', 'code: UPG-FR-2026', 'code: upg fr'],
    ['invalid-value', 'campaign.yaml', 'processed: 75', 'processed: beaucoup'],
    ['too-big', 'campaign.yaml', 'maxRatio: 1.6', 'maxRatio: 9'],
    ['invalid-window', 'campaign.yaml', /to: ['"]13:00['"]/, "to: '09:00'"],
    ['one-off-required', 'campaign.yaml', 'enabled: true', 'enabled: false'],
    ['unknown-disposition', 'campaign.yaml', 'disposition: DP_LIEN', 'disposition: RA_AUTRE'],
    ['ladder-second', 'campaign.yaml', 'first: 4, second: 2', 'first: 4, second: 5'],
    ['banned-phrase', 'campaign.yaml', 'Cette année, notre défi', 'C’est votre dernière chance : le défi'],
    ['missing-value', 'script.yaml', /^start: .*$/m, '# rien'],
    ['invalid-value', 'script.yaml', '{ key: r, label: Répondeur', '{ key: R, label: Répondeur'],
    ['invalid-value', 'script.yaml', 'marks: [impact, challenge]', 'marks: [bonus]'],
  ])('%s in %s', (code, file, from, to) => {
    const found = problems(edited(file, from, to));
    expect(found.map((one) => one.code)).toContain(code);
    for (const one of found) {
      expect(one.message).toMatch(/^\p{Lu}.*\.$/su);
      expect(one.hint).not.toBe('');
      expect(one.message).not.toMatch(/Invalid|expected|Required/);
    }
  });

  it('a node without an answer is a dead end', () => {
    const files = edited(
      'script.yaml',
      / {4}answers:\n {6}- \{ key: f, label: Noter le moment du rappel.*\n/,
      '    answers: []\n',
    );
    expect(codes(files)).toEqual(['dead-end']);
  });

  it('an answer has « to » or « ends », not both', () => {
    const files = edited('script.yaml', 'to: moment, main: true }', 'to: moment, ends: [NJ_NRP] }');
    expect(problems(files)[0]?.message).toContain('soit « to », soit « ends »');
  });

  it('an absent or empty file', () => {
    const files = referenceFiles();
    files.delete('script.yaml');
    files.delete('emails/one-off.txt.liquid');
    files.set('campaign.yaml', '');
    expect(codes(files)).toEqual(['empty-file', 'missing-file', 'missing-file']);
  });

  it('a stray e-mail template, an e-mail with an unknown variable', () => {
    expect(codes(referenceFiles().set('emails/rappel.txt.liquid', 'x'))).toEqual(['unknown-file']);
    const files = referenceFiles();
    const file = 'emails/agreement.txt.liquid';
    files.set(file, `{{ SOLDE_BANCAIRE }}\n${files.get(file)}`);
    expect(problems(files)).toMatchObject([{ file, line: 1 }]);
  });
});

describe('YAML', () => {
  it.each([
    ['a key twice', 'code: A-1\ncode: A-2\n', 2],
    ['a tab', 'charity:\n\tcode: X\n', 2],
    ['a quote left open', 'code: "X\n', undefined],
    ['two documents', 'code: X\n---\ncode: Y\n', 2],
    ['two colons', 'name: a: b\n', 1],
  ])('syntax: %s', (_, text, line) => {
    const found = problems(referenceFiles().set('campaign.yaml', text));
    expect(found[0]).toMatchObject({ file: 'campaign.yaml', code: 'yaml-syntax' });
    if (line !== undefined) expect(found[0]?.line).toBe(line);
  });

  it.each([
    ['an alias', 'code: &a UPG\nname: *a\n'],
    ['a tag', 'code: !!binary aGVsbG8=\n'],
    ['an unknown tag', 'code: !js/function x\n'],
    ['a directive', '%YAML 1.1\n---\ncode: yes\n'],
  ])('feature refused: %s', (_, text) => {
    expect(codes(referenceFiles().set('campaign.yaml', text))).toContain('yaml-feature');
  });

  it('a billion laughs is refused without being unfolded', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [at, name] of [...'bcdefghi'].entries()) {
      const before = 'abcdefgh'[at];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(codes(referenceFiles().set('script.yaml', bomb.join('\n')))).toContain('yaml-feature');
  });
});
