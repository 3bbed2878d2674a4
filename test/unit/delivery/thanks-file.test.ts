import { describe, expect, it } from 'vitest';
import { type TalkFact, thanksFile } from '../../../server/domain/delivery/thanks-file.ts';
import { weeklyCodes } from '../../../server/domain/delivery/weekly-file-lines.ts';
import { DISPOSITIONS, dispositionOf } from '../../../shared/dispositions.ts';
import { talkFacts } from '../../support/campaign/thanks-facts.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';

const END_MS = Date.parse('2026-11-23T00:00:00+01:00');

const file = (facts: readonly TalkFact[]) =>
  thanksFile({
    campaign: { code: 'MER-FR-2026', country: 'FR' },
    week: '2026-W47',
    facts,
    createdAtMs: END_MS,
  });

const rowsOf = (facts: readonly TalkFact[], name: string) => {
  const sheet = file(facts).spec.sheets.find((one) => one.name === name);
  const headers = sheet?.columns.map(({ header }) => header) ?? [];
  return [...(sheet?.rows ?? [])].map((row) =>
    Object.fromEntries(row.map((cell, at) => [headers[at], cell])),
  );
};

describe('R-60 the weekly file of a campaign that asks nothing', () => {
  it('is the golden workbook: who was reached, what was corrected, what the charity checks', async () => {
    const golden = '../../golden/deliverables/thanks-fr/remerciements.txt';
    await expect(workbookText(file(talkFacts()).spec)).toMatchFileSnapshot(golden);
  });

  it('has a line for every talk that closed a record, in whatever order they come, and says who was thanked', () => {
    const facts = talkFacts();
    expect(workbookText(file([...facts].reverse()).spec)).toBe(workbookText(file(facts).spec));
    expect(file(facts).lines.map(({ callId, line }) => [callId, line])).toEqual(
      facts.map(({ call }) => [call.callId, 'N']),
    );
    for (const row of rowsOf(facts, 'REMERCIEMENTS'))
      expect(row.REMERCIE).toBe(dispositionOf(String(row.QUALIFICATION))?.thanked ? 'O' : 'N');
  });

  it('tells each corrected field once, and a name as a proposal that a human judges', () => {
    const corrections = rowsOf(talkFacts(), 'CORRECTIONS').map(({ CHAMP, AVANT, APRES, A_VALIDER }) => [
      CHAMP,
      AVANT,
      APRES,
      A_VALIDER,
    ]);
    expect(corrections).toEqual([
      ['ADR_L4', '1 rue de l’Exemple', '2 AVENUE FICTIVE', 'N'],
      ['EMAIL', 'z.testeur@exemple.invalid', 'neuf@exemple.invalid', 'N'],
      ['NOM', 'Testeur', 'Testeur-Dupont', 'O'],
    ]);
  });

  it('holds no amount: no column of figures but the count of lines', () => {
    const figures = file(talkFacts()).spec.sheets.flatMap((sheet) =>
      sheet.columns.filter(({ kind }) => kind !== 'text').map(({ header }) => [sheet.name, header]),
    );
    expect(figures).toEqual([['CONTROLE', 'LIGNES']]);
  });

  it('keeps its sheets and columns in an empty week, and says so in CONTROLE', () => {
    const [full, empty] = [file(talkFacts()).spec, file([]).spec];
    const heads = ({ sheets }: typeof full) => sheets.map(({ name, columns }) => ({ name, columns }));
    expect(heads(empty)).toEqual(heads(full));
    expect(rowsOf([], 'REMERCIEMENTS')).toEqual([]);
    expect(
      rowsOf([], 'CONTROLE').map(({ FEUILLE, LIGNES, REMARQUE }) => [FEUILLE, LIGNES, REMARQUE]),
    ).toEqual([
      ['REMERCIEMENTS', 0, 'Aucune ligne cette semaine : la feuille n’a que son en-tête.'],
      ['CORRECTIONS', 0, 'Aucune ligne cette semaine : la feuille n’a que son en-tête.'],
    ]);
  });

  it('is made of the talks that close a record, and of no other call', () => {
    const codes = weeklyCodes('thanks');
    for (const code of ['ME_FAIT', 'ME_CONTACT', 'ME_DEJA', 'OP_TEL', 'EF_DECEDE'])
      expect(codes).toContain(code);
    const others = DISPOSITIONS.filter(({ code }) => !codes.includes(code));
    expect(
      others.filter((row) => row.thanked || (row.useful && row.isFinal && row.scope.includes('t'))),
    ).toEqual([]);
    expect(codes.filter((code) => !dispositionOf(code)?.isFinal)).toEqual([]);
    expect(codes.filter((code) => dispositionOf(code)?.agreement || dispositionOf(code)?.oneOff)).toEqual([]);
  });
});
