import { describe, expect, it } from 'vitest';
import { noteProblem } from '../../../shared/text-rules.ts';

describe('health words are never written (docs/rules/asks.md#health)', () => {
  it.each([
    'Est séropositif depuis longtemps',
    'SEROPOSITIVE',
    'séro-positif',
    'se\u0301ropositif (NFD)',
    'séropo',
    'VIH+',
    'vih positif',
    'V.I.H.',
    'hiv',
    'a le sida',
    'hépatite C',
    'HEPATITES',
    'charge  virale indétectable',
    'sous traitement',
    'son traitement est lourd',
    'prend la PrEP',
    'prep',
    'trithérapie',
    'tri-thérapie',
    'antirétroviraux',
    'se fait dépister',
    'cancer du fils',
    'est malade',
    'hospitalisée lundi',
    'CD4 bas',
  ])('refuses « %s » and says how to rephrase', (note) => {
    expect(noteProblem(note)).toMatch(/santé.*Écrivez/);
  });

  it.each([
    '',
    'Rappeler après 18 h, préfère le portable',
    'elle a traité sa demande',
    'a bien traité le dossier',
    'traitement de sa demande en cours',
    'traitement du dossier par l’association',
    'Traitement d’une réclamation',
    'délai de traitement des données',
    'habite Saint-Hépat, près de Vihiers',
    'a donné au Sidaction',
    'orienté vers Sida Info Service',
    'prépare un courrier, prép. en cours',
    'préposé au courrier',
    'Mme Séropian-Testeur',
    'client maladroit au téléphone',
    'serait prêt à 15 €',
  ])('lets « %s » pass', (note) => {
    expect(noteProblem(note)).toBeUndefined();
  });

  it('refuses an endless note without reading it', () => {
    expect(noteProblem('a'.repeat(1_000_000))).toMatch(/trop long/);
  });
});

describe('R-41 no card number, even in a note', () => {
  it.each([
    'carte 4111111111111111',
    '4111 1111 1111 1111 exp 12/27',
    '4111-1111-1111-1111 123',
    'CB: 5555.5555.5555.4444',
    'amex 3782 822463 10005 merci',
    '12 4111 1111 1111 1111',
    '4111/1111/1111/1111',
    '４１１１１１１１１１１１１１１１',
    '4O12 8888 8888 I88I',
    'sa carte, quatre un un un, un un un un, un un un un, un un un un',
    'quarante-et-un onze onze onze onze onze onze onze',
    'quatre mille cent onze mille cent onze mille cent onze mille cent onze',
    'cinquante-cinq quatre-vingt-dix nonante huitante-deux septante et un soixante-douze vingt douze',
    'cinq cinq double cinq triple cinq un quatre quatre quatre quatre quatre quatre un',
    '4111 1111 1111 onze onze',
    '6011 0032 0000 0006',
    'soixante onze zéro un zéro zéro zéro zéro zéro zéro soixante dix-huit',
  ])('refuses « %s »', (note) => {
    expect(noteProblem(note)).toMatch(/numéro de carte/);
  });

  it.each([
    '4111111111111112',
    'appeler le 01 99 00 00 01 ou le 06 39 98 00 02',
    'réf 1234567890123',
    'donateur 0004111',
    'reçu de 2025, 840,00 € en 12 fois',
    'le 06 39 98 00 02 01 99 00 00 01',
    '31990 06 39 98 00 02',
    'le 24.11.2026 25.11.2026 26.11.2026',
    'zéro six trente-neuf quatre-vingt-dix-huit zéro zéro zéro deux',
    '+33 (0)6 39 98 00 02, 0032 470 12 34 56',
    'dit « quatre mille cent onze euros », puis deux cents',
    '12 rue des Quatre-Vents, le trois mars mille neuf cent soixante et onze',
  ])('lets « %s » pass', (note) => {
    expect(noteProblem(note)).toBeUndefined();
  });
});

describe('no account number in a note', () => {
  it.each([
    'FR76 3000 6000 0112 3456 7890 189',
    'iban fr7630006000011234567890189 merci',
    'FR76.3000.6000.0112.3456.7890.189',
    'un chiffre faux : FR76 3000 6000 0112 3456 7890 180',
    'BE68 5390 0754 7034',
    'CH93 0076 2011 6238 5295 7',
  ])('refuses « %s »', (note) => {
    expect(noteProblem(note)).toMatch(/IBAN/);
  });

  it.each(['son IBAN a changé', 'de 12 à 15 € par mois', 'FR76', 'le 12 rue de l’Exemple, bat. BE 68'])(
    'lets « %s » pass',
    (note) => {
      expect(noteProblem(note)).toBeUndefined();
    },
  );
});

describe('the Belgian national register number, which only the charity asks for', () => {
  it.each(['85.07.30-033.28', '85073003328', 'né le 1er, 85 07 30 033 28'])('is refused: « %s »', (note) => {
    expect(noteProblem(note)).toMatch(/registre national/);
  });

  it.each([
    '85.07.30-033.29',
    '+32 470 12 34 56',
    '0032 475 98 76 54',
    '85.13.30-033.28',
    'réf. 85073003328001',
  ])('is not seen in « %s »', (note) => {
    expect(noteProblem(note)).toBeUndefined();
  });
});
