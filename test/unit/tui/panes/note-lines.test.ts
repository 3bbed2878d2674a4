import { expect, it } from 'vitest';
import { spokenLines } from '../../../../tui/linear/spoken-lines.ts';
import { noteLines } from '../../../../tui/panes/note-lines.ts';
import { textField } from '../../../../tui/state/text-field.ts';

const lines = (text: string, cursor = text.length, width = 60) =>
  noteLines({ kind: 'note', field: { ...textField(text, { max: 250 }), cursor } }, width);
const refused = (text: string, cursor?: number, width?: number) =>
  lines(text, cursor, width).flatMap((one) =>
    one.filter(({ tone }) => tone === 'refused').map((piece) => piece.text),
  );
const written = (text: string, cursor?: number, width?: number) =>
  lines(text, cursor, width).map((one) => one.map((piece) => piece.text).join(''));

it('underlines the word that may not be written, and names it', () => {
  const text = 'sa mère a un début d’Alzheimer';
  expect(refused(text)).toEqual(['Alzheimer']);
  expect(spokenLines(lines(text)).join(' ')).toContain('« Alzheimer » : Ce texte parle de santé');
});

it('underlines across the end of a row and under the cursor, and loses no sign', () => {
  const text = 'abcde fghij klmno Alzheimer';
  expect(refused(text, text.length, 24)).toEqual(['Al', 'zheimer']);
  expect(written(text, text.length, 24)).toEqual(
    expect.arrayContaining(['  abcde fghij klmno Al', '  zheimer ']),
  );
  expect(refused(text, 20, 60)).toEqual(['Al', 'heimer']);
  expect(written(text, 20)).toContain(`  ${text}`);
});

it('underlines nothing in an ordinary note, and counts what is left', () => {
  expect(refused('Rappeler après 18 h')).toEqual([]);
  expect(spokenLines(lines('Rappeler après 18 h')).join(' ')).toContain('231 caractères restants');
});
