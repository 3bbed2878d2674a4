import { describe, expect, it } from 'vitest';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { answerTable, SMALLEST_CENTRE, stepLayout } from '../../../shared/screen/step-room.ts';
import { CAMPAIGN_FOLDERS, campaignFiles } from '../../support/campaign/reference-campaigns.ts';

/** What the check says of upgrade-fr with that text of its script changed. */
function said(from: string, to: string): string[] {
  const files = campaignFiles('upgrade-fr');
  const script = files.get('script.yaml') ?? '';
  expect(script).toContain(from);
  files.set('script.yaml', script.replace(from, to));
  return checkCampaign(files).problems.map(problemLine);
}

describe('a step on the smallest screen', () => {
  it.each(CAMPAIGN_FOLDERS)('of %s: whole, every one', (folder) => {
    const { problems } = checkCampaign(campaignFiles(folder));
    expect(problems.filter(({ code }) => code.endsWith('-not-fit'))).toEqual([]);
  });

  it('is refused where its text is longer than what stands above its answers, on its line', () => {
    const more = ' Cette phrase est assez longue pour prendre une ligne de plus à elle seule, ou presque.';
    expect(
      said(
        'Ai-je bien {{ civilite_nom }} au téléphone ?',
        `Ai-je bien {{ civilite_nom }} ?${more.repeat(3)}`,
      ),
    ).toEqual([
      expect.stringMatching(
        /^script\.yaml:13:\d+ step-does-not-fit — L’étape « accroche » a jusqu’à \d lignes à lire : 5 tiennent au-dessus de ses réponses sur un écran de 80×24\./,
      ),
    ]);
  });

  it('is refused where the remark makes it too long', () => {
    const remark = 'Ne dites rien du don ni de la cause avant d’avoir la bonne personne.';
    expect(said(remark, `${remark} ${remark} ${remark}`)).toEqual([
      expect.stringMatching(/^script\.yaml:16:\d+ step-does-not-fit — L’étape « accroche »/),
    ]);
  });

  it('is refused where a label and its neighbour are wider than the screen, and no other column holds it', () => {
    const files = campaignFiles('upgrade-fr');
    const script = files.get('script.yaml') ?? '';
    const wide = script
      .replace('label: Répondeur, to', 'label: Un répondeur ou une messagerie vocale, to')
      .replace('label: Personne décédée,', 'label: La personne est décédée ces temps-ci,');
    files.set('script.yaml', wide);
    expect(checkCampaign(files).problems.map(({ line, code, message }) => [line, code, message])).toEqual([
      [19, 'label-does-not-fit', expect.stringContaining('« Un répondeur ou une messagerie vocale »')],
      [26, 'label-does-not-fit', expect.stringContaining('35 caractères y tiennent')],
    ]);
  });
});

it('an objection is refused where its label or its words do not fit its page', () => {
  const files = campaignFiles('upgrade-fr');
  const text = files.get('objections.yaml') ?? '';
  const more = 'Cette phrase prend de la place, et la réponse en est plus longue. '.repeat(3).trim();
  const long = text
    .replace('label: Pas les moyens en ce moment', 'label: Une objection dite bien trop longuement')
    .replace('Votre don actuel est déjà précieux,', `${more} Votre don est précieux,`);
  files.set('objections.yaml', long);
  const { problems } = checkCampaign(files);
  expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
    'objections.yaml label-does-not-fit',
    'objections.yaml objection-does-not-fit',
  ]);
});

describe('the table of answers', () => {
  const labels = (...sizes: number[]) => sizes.map((size) => 'x'.repeat(size));

  it.each([
    ['short ones', labels(3, 3, 3, 3, 3, 3, 3, 3, 3), { columns: 2, rows: 5, width: 40 }],
    ['a long one on the left', labels(38, 3, 3, 3, 3, 20), { columns: 2, rows: 3, width: 45 }],
    [
      'two long ones that one column can hold',
      labels(3, 36, 3, 3, 3, 36, 3, 3, 29),
      { columns: 2, rows: 6, width: 43 },
    ],
    ['two', labels(30, 30), { columns: 1, rows: 2, width: 80 }],
  ])('of %s', (_, given, wanted) => {
    expect(answerTable(given, SMALLEST_CENTRE)).toEqual(wanted);
  });

  it('hides none, however many and however long', () => {
    for (let count = 1; count <= 12; count += 1) {
      const { columns, rows } = answerTable(labels(...Array<number>(count).fill(40)), SMALLEST_CENTRE);
      expect(columns * rows).toBeGreaterThanOrEqual(count);
      expect(rows).toBeLessThanOrEqual(SMALLEST_CENTRE.height - 4);
    }
  });

  it('gives up blank lines, the last one above the answers, before it scrolls', () => {
    const text = (lines: number) => ({
      said: Array<string>(lines).fill('dit'),
      hint: [],
      labels: labels(3, 3, 3),
    });
    expect(stepLayout(text(7), SMALLEST_CENTRE)).toMatchObject({ isWhole: true, gaps: { answers: 1 } });
    expect(stepLayout(text(8), SMALLEST_CENTRE)).toMatchObject({ isWhole: true, gaps: { answers: 0 } });
    expect(stepLayout(text(9), SMALLEST_CENTRE)).toMatchObject({ isWhole: false, textRows: 8 });
    const paragraphs = {
      said: ['un', '', 'deux', '', 'trois', 'x', 'x', 'x', 'x'],
      hint: [],
      labels: labels(3, 3, 3),
    };
    expect(stepLayout(paragraphs, SMALLEST_CENTRE)).toMatchObject({
      isWhole: true,
      said: ['un', 'deux', 'trois', 'x', 'x', 'x', 'x'],
      gaps: { answers: 1 },
    });
  });
});
