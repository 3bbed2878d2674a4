import { expect, test } from 'vitest';
import { partDiff } from '../../../server/domain/said/part-diff.ts';
import { scriptDiff } from '../../../server/domain/script/script-diff.ts';
import { diffLines } from '../../../server/domain/wording/text-lines-diff.ts';
import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript, ScriptNode } from '../../../shared/call-script.ts';
import { testScript } from '../../support/campaign/centre-script.ts';

const node = (id: string): ScriptNode => testScript.nodes[id]!;

function changed(nodes: Record<string, ScriptNode>, change: Partial<CallScript> = {}): CallScript {
  return { ...testScript, version: 'v2', ...change, nodes };
}

test('R-07 the same script says so; a version number alone is no difference', () => {
  expect(scriptDiff(testScript, changed(testScript.nodes))).toEqual({
    summary: 'Aucune différence.',
    entries: [],
  });
});

test('R-07 words, edges, steps added and removed are said as a person reads them', () => {
  const { refus, ...kept } = testScript.nodes;
  const after = changed(
    {
      ...kept,
      demande: {
        ...node('demande'),
        say: 'Un peu plus, peut-être ?\nIl compte beaucoup.',
        marks: [],
        answers: [
          { key: 'o', label: 'Oui, volontiers', to: 'fin' },
          { key: 'n', label: 'Non', to: 'defi' },
          { key: '2', label: 'Rappel', ends: ['RP_PERSO'] },
        ],
      },
      defi: {
        title: 'Défi',
        say: 'Un défi nous attend.',
        marks: [],
        answers: [{ key: 'o', label: 'Oui', to: 'fin' }],
      },
    },
    { start: 'defi' },
  );
  const { summary, entries } = scriptDiff(testScript, after);
  expect(summary).toBe('1 étape ajoutée, 1 retirée, 1 modifiée. La première étape n’est plus la même.');
  expect(entries.map((one) => `${one.mark} ${one.title}`)).toEqual([
    '~ Première étape',
    '~ Étape « Demande » (demande)',
    '+ Étape « Défi » (defi)',
    '- Étape « Refus » (refus)',
  ]);
  expect(entries[0]?.lines).toEqual(['commençait par « Merci » (merci), commence par « Défi » (defi)']);
  expect(entries[1]?.lines).toEqual([
    'texte lu :',
    '  + Il compte beaucoup.',
    'n’accomplit plus : première proposition',
    'réponse o « Oui, volontiers » : s’appelait « Oui »',
    'réponse o « Oui, volontiers » : mène à « Accord » (accord) → mène à « Fin » (fin)',
    'réponse n « Non » : mène à « Refus » (refus) → mène à « Défi » (defi)',
    'réponse 2 « Rappel » ajoutée : finit l’appel : Rappel personnel (avec moi)',
    'réponse 1 « Fin » retirée : finit l’appel : Indécis : e-mail d’information puis rappel',
  ]);
  expect(entries[2]?.lines).toEqual(['  Un défi nous attend.', 'réponse o « Oui » : mène à « Fin » (fin)']);
});

test('notes by title, objections by name', () => {
  const objection = { id: 'deja-donne', label: 'Déjà donné', listen: 'Merci.', next: 'continue' as const };
  const aids = (notes: CallAids['notes'], answer: string) => ({
    kind: 'notes' as const,
    aids: { version: 'x', notes, objections: [{ ...objection, answer }] },
  });
  const before = aids([{ title: 'Lien', text: 'Le lien.' }], 'Un fait.');
  const after = aids([{ title: 'Reçu', text: 'Le reçu.' }], 'Un autre fait.');
  expect(partDiff(before, after)?.entries).toEqual([
    { mark: '+', title: 'Note « Reçu »', lines: ['Le reçu.'] },
    {
      mark: '~',
      title: 'Objection « deja-donne »',
      lines: ['- réponse : Un fait.', '+ réponse : Un autre fait.'],
    },
    { mark: '-', title: 'Note « Lien »', lines: ['Le lien.'] },
  ]);
});

test('lines keep their order, and what is common is common', () => {
  const marks = diffLines('a\nb\nc', 'b\nx\nc').map((one) => one.mark + one.text);
  expect(marks).toEqual(['-a', ' b', '+x', ' c']);
});

test('R-63 whom a theme is for is read with its words before it is approved', () => {
  const words = { code: 'RUE', impact: 'Un impact.', challenge: 'Un défi.' };
  const themes = (more: object) => ({ kind: 'themes' as const, values: { themes: [{ ...words, ...more }] } });
  const told = partDiff(themes({}), themes({ for: { canal: ['RUE', 'PORTE'], age: ['65_ET_PLUS'] } }));
  expect(JSON.stringify(told?.entries)).toContain('pour : canal RUE ou PORTE, age 65_ET_PLUS');
});

test('R-63 the values that a class gathers are read before they are approved: they say to whom a sentence is read', () => {
  const rue = (values: readonly string[]) => ({
    canal: { column: 'CANAL_RECRUTEMENT', classes: { RUE: [...values] } },
  });
  const part = (profiles: ReturnType<typeof rue>) => ({ kind: 'themes' as const, values: { profiles } });
  expect(partDiff(part(rue(['STREET'])), part(rue(['STREET', 'WEB'])))?.entries).toEqual([
    { mark: '~', title: 'Profil « canal »', lines: ['- RUE : STREET', '+ RUE : STREET, WEB'] },
  ]);
});
