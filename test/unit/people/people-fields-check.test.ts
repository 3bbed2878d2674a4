import { describe, expect, it } from 'vitest';
import { checkPeopleFields } from '../../../server/domain/people/people-fields-check.ts';
import { FIELDS_TEXT } from '../../support/people/people-house.ts';

/** The line of the file on which that text begins, from 1. */
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length;

describe('R-50 fields of a card are data', () => {
  it('reads the fields that the product ships', () => {
    const { value, problems } = checkPeopleFields(FIELDS_TEXT);
    expect(problems).toEqual([]);
    expect(value?.length).toBeGreaterThanOrEqual(22);
    expect(value?.find(({ key }) => key === 'dispo')).toMatchObject({
      kind: 'choices',
      seenBy: 'group',
      editableBy: 'self',
    });
  });

  it.each([
    ['sorte: nombres', 'sorte: oui-non', 'unknown-word', 12],
    ['modifiable-par: tous', 'modifiable-par: soi', 'unknown-word', 21],
    ['clé: Civilité', 'clé: civilite', 'invalid-value', 10],
    ['couleur: bleu', 'crm: salutation', 'unknown-key', 5],
    ['choix: [Madame]', 'choix: [Madame, Monsieur, Neutre]', 'field-choices', 5],
    ['choix: [Madame, Madame]', 'choix: [Madame, Monsieur, Neutre]', 'field-choices', 12],
    ['clé: nom', 'clé: civilite', 'field-twice', 10],
    ['libellé: Statut', 'libellé: Civilité', 'field-label', 14],
    ['clé: nom-de-famille', 'clé: nom\n', 'field-absent', 3],
    ['sorte: texte-long', 'sorte: téléphone', 'field-kind', 12],
    ['libellé: "Nom', 'libellé: Nom', 'yaml-syntax', 0],
  ])('names « %s » by its line and column', (wrong, right, code, column) => {
    const isWholeLine = right.endsWith('\n');
    const text = FIELDS_TEXT.replace(right, isWholeLine ? `${wrong}\n` : wrong);
    const { value, problems } = checkPeopleFields(text);
    expect(value).toBeUndefined();
    const found = problems.find((one) => one.code === code);
    expect(found, JSON.stringify(problems)).toBeDefined();
    expect(found?.message).toMatch(/\.$/);
    if (column > 0) expect(found?.column).toBe(column);
    if (
      code !== 'field-absent' &&
      code !== 'field-twice' &&
      code !== 'yaml-syntax' &&
      code !== 'field-choices'
    )
      expect(found?.line).toBe(lineOf(text, wrong));
  });
});

it('a text that is no list of fields is said in French', () => {
  expect(
    checkPeopleFields('champs')
      .problems.map(({ message }) => message)
      .join(' '),
  ).toMatch(/^Le contenu du fichier ne convient pas/);
});
