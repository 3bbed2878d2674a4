import { expect, it } from 'vitest';
import { noteOf } from '../../../server/domain/library/pinned-note.ts';

const document = { title: 'Reçus fiscaux', name: 'recus.md' };

it('R-56 a note that an agent reads is a text in UTF-8: no accent is lost in silence', () => {
  expect(noteOf(document, Buffer.from('Ils partent en février.'))).toMatchObject({ ok: true });
  expect(noteOf(document, Buffer.from('Ils partent en f\xe9vrier.', 'latin1'))).toMatchObject({
    ok: false,
    message: expect.stringContaining('pas un texte en UTF-8'),
  });
});

it('R-13 a note that says what a script may not say is not read to donors, and the refusal says why', () => {
  expect(noteOf(document, Buffer.from('Vous n’avez pas honte ?'))).toMatchObject({
    ok: false,
    message: expect.stringContaining('Formulation interdite'),
  });
});
