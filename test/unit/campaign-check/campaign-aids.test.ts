import { describe, expect, it } from 'vitest';
import { versionedAids } from '../../../server/domain/campaign/aids-version.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import {
  CAMPAIGN_FOLDERS,
  campaignFiles,
  loadedCampaign,
} from '../../support/campaign/reference-campaigns.ts';

/** The French upgrade with another list of objections, or another note. */
function checked(change: Readonly<Record<string, string>>) {
  const files = new Map([...campaignFiles('upgrade-fr'), ...Object.entries(change)]);
  return checkCampaign(files);
}

function objection(change: Readonly<Record<string, string>> = {}): string {
  const one = {
    id: 'frais',
    label: 'Les frais',
    listen: 'Je vous écoute.',
    answer: 'Elle publie ses comptes.',
    next: 'stop',
    ...change,
  };
  const lines = Object.entries(one).map(([key, value]) => `    ${key}: "${value}"`);
  return ['objections:', `  - ${lines.join('\n').trimStart()}`, ''].join('\n');
}

const codesOf = (text: string) => checked({ 'objections.yaml': text }).problems.map(({ code }) => code);

describe('the objections of a campaign', () => {
  it.each(CAMPAIGN_FOLDERS)('%s has a list that listens, answers, continues or stops', (folder) => {
    const { aids } = loadedCampaign(folder);
    expect(aids.objections.length).toBeGreaterThanOrEqual(10);
    expect(new Set(aids.objections.map(({ next }) => next))).toEqual(new Set(['continue', 'stop']));
    expect(aids.notes.length).toBeGreaterThanOrEqual(6);
    for (const { text } of aids.notes) expect(text).not.toMatch(/\*\*|^- /m);
  });

  it('may be left out', () => {
    const files = new Map(campaignFiles('upgrade-fr'));
    files.delete('objections.yaml');
    expect(checkCampaign(files)).toMatchObject({ problems: [], aids: { objections: [] } });
  });

  it.each([
    ['a banned phrase', { answer: 'C’est la dernière chance.' }, 'banned-phrase'],
    ['a tax promise', { answer: 'C’est déductible de vos impôts.' }, 'tax-talk'],
    ['a word of another country', { answer: 'Appelez-moi sur votre natel.' }, 'foreign-word'],
    ['a variable', { listen: 'Bonjour {{ prenom }}.' }, 'objection-variable'],
    ['a question after stopping', { answer: 'Puis-je continuer ?' }, 'ask-after-stop'],
    ['neither continue nor stop', { next: 'insister' }, 'invalid-value'],
    ['no way to stop', { next: 'continue' }, 'no-stop'],
    ['a name that is none', { id: 'Les Frais' }, 'invalid-value'],
    ['an unknown key', { ton: 'ferme' }, 'unknown-key'],
  ])('R-13 refuses %s', (_, change, code) => {
    expect(codesOf(objection(change))).toContain(code);
  });

  it('refuses the same name twice, at its line', () => {
    const text = objection() + objection().replace('objections:\n', '');
    const [problem] = checked({ 'objections.yaml': text }).problems;
    expect(problem).toMatchObject({ file: 'objections.yaml', code: 'objection-twice', line: 7 });
  });

  it('a good list is good', () => {
    expect(codesOf(objection())).toEqual([]);
  });
});

describe('the notes of a campaign', () => {
  it.each([
    ['sans titre', 'note-title'],
    ['# Titre\n\n', 'note-length'],
    [`# Titre\n\n${'mot '.repeat(800)}`, 'note-length'],
  ])('refuses %j', (text, code) => {
    const problems = checked({ 'knowledge/99-essai.md': text }).problems;
    expect(problems).toMatchObject([{ file: 'knowledge/99-essai.md', code }]);
  });

  it('says nothing that a script may not say, on the line where it begins; a form that is only written may stand', () => {
    const text = '# Un titre\n\nVous êtes salarié·e.\n\n- un point\n- Vous n’avez pas\n  honte ?\n';
    expect(checked({ 'knowledge/99-essai.md': text }).problems).toMatchObject([
      { file: 'knowledge/99-essai.md', line: 6, code: 'banned-phrase', hint: expect.any(String) },
    ]);
  });

  it('Markdown becomes plain text, joined where the editor broke a line', () => {
    const { aids } = checked({
      'knowledge/99-essai.md': '# Un **titre**\n\n- un point\n  suivi\n- deux\n\nFin.\n',
    });
    expect(aids.notes.at(-1)).toEqual({ title: 'Un titre', text: '• un point suivi\n• deux\n\nFin.' });
  });

  it('another content is another version, the same content the same', () => {
    const { aids } = loadedCampaign('upgrade-fr');
    const version = versionedAids(aids)?.version;
    expect(versionedAids({ ...aids })?.version).toBe(version);
    expect(versionedAids({ ...aids, notes: aids.notes.slice(1) })?.version).not.toBe(version);
    expect(versionedAids({ notes: [], objections: [] })).toBeUndefined();
  });
});
