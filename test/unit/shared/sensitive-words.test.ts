import { describe, expect, it } from 'vitest';
import { noteProblem, textFinding } from '../../../shared/text-rules.ts';

const found = (text: string) => {
  const finding = textFinding(text);
  return finding && text.normalize('NFC').slice(finding.from, finding.to);
};

describe('what is never written of a person', () => {
  it.each([
    'début d’Alzheimer',
    'a Parkinson',
    'a fait un AVC',
    'est diabétique',
    'Diabète',
    'dépressive depuis le décès',
    'en dépression',
    'démence',
    'Handicapée',
    'prend des médicaments',
    'elle est enceinte',
    'en burn-out',
    'burn out',
    'à l’hosto',
    'sort de l’hôpital',
    'gros problèmes de santé',
    'en fauteuil roulant',
    'malentendant, parler fort',
    'mal-voyant',
    'sclérose en plaques',
    'a eu le Covid',
    'se fait opérer mardi',
    'fait une cure de désintoxication',
    'alcoolique',
    'trous de mémoire',
    'en soins palliatifs',
    'problème au cœur, cardiaque',
  ])('health: « %s »', (text) => {
    expect(noteProblem(text)).toMatch(/parle de santé.*Écrivez/);
  });

  it.each([
    'musulman',
    'est très catholique',
    'famille juive',
    'témoins de Jéhovah',
    'pendant le ramadan',
    'athée',
  ])('religion: « %s »', (text) => {
    expect(noteProblem(text)).toMatch(/parle de religion/);
  });

  it.each([
    'vote à gauche',
    'vote RN',
    'déteste Macron',
    'communiste',
    'syndiqué',
    'déléguée CGT',
    'extrême-droite',
  ])('opinion: « %s »', (text) => {
    expect(noteProblem(text)).toMatch(/parle d’une opinion/);
  });

  it.each(['homosexuel', 'gay', 'vie sexuelle', 'transgenre'])('intimacy: « %s »', (text) => {
    expect(noteProblem(text)).toMatch(/parle de vie intime/);
  });

  it.each(['quel con', 'vieille peau', 'une connasse', 'abruti', 'radine', 'ENCULÉ', 'un salopard'])(
    'insult: « %s »',
    (text) => {
      expect(noteProblem(text)).toMatch(/jugement/);
    },
  );
});

describe('ordinary words that look like one', () => {
  it.each([
    'habite rue de l’Hôpital',
    'rue de la Cancérologie, au 3',
    'avenue Gay-Lussac',
    'bd de la Santé',
    'place de l’Hôpital',
    'Saint-Médard, derrière l’église',
    'Nègrepelisse',
    'donne déjà à la Ligue contre le cancer',
    'donne au Secours Catholique et à Handicap International',
    'prime d’assurance-maladie trop chère',
    'caisse maladie',
    'elle vote dimanche, rappeler lundi',
    'au bureau de vote jusqu’à 18 h',
    'l’adresse e-mail est invalide',
    'numéro invalide, opération bancaire refusée',
    'dans l’enceinte de la gare',
    'a raccroché en protestant',
    'la porte de gauche, interphone',
    'croyant bien faire, elle a envoyé un chèque',
    'membre du syndicat des copropriétaires, syndic absent',
    'une concession, un contrat, un concierge, un conseil, un balcon',
    'répondeur muet, appel muet',
    'très déçue, ne comprend pas',
    'veuve depuis peu',
    'sur place à midi',
    'fait la sourde oreille',
    'l’a pris en grippe',
    'maîtresse d’école à la retraite',
    'ne veut plus être appelée, conversation difficile',
    'radio, radis, radiateur',
    'Mme Séropian-Testeur',
  ])('« %s » passes', (text) => {
    expect([text, found(text)]).toEqual([text, undefined]);
  });
});

it('« sur place » and « en route » hide nothing', () => {
  expect(found('sur place malade')).toBe('malade');
  expect(found('dossier clos, diabétique')).toBe('diabétique');
  expect(found('rue de l’Hôpital, hospitalisée')).toBe('hospitalisée');
});

it.each([
  ['elle a un début d’Alzheimer je crois', 'Alzheimer'],
  ['e\u0301puisée, en de\u0301pression', 'dépression'],
  ['😀 le cœur, CARDIAQUE !', 'CARDIAQUE'],
  ['séro-positif depuis', 'séro-positif'],
  ['trois mots puis la PrEP', 'PrEP'],
  ['sa carte 4111 1111 1111 1111 dit-elle', '4111 1111 1111 1111'],
  ['iban FR76 3000 6000 0112 3456 7890 189 merci', 'FR76 3000 6000 0112 3456 7890 189'],
])('of « %s » it shows « %s »', (text, word) => {
  expect(found(text)).toBe(word);
});

it('never repeats what it found', () => {
  for (const text of ['Alzheimer', 'musulmane', 'quel con', 'vote RN', 'homosexuelle'])
    expect(noteProblem(text)?.toLowerCase()).not.toContain(text.toLowerCase());
});

it('reads the longest text to its end, by every rule: words that begin like others cost no more', () => {
  for (const words of ['rue de la rue du contexte ', 'a'.repeat(27), '4111 ', 'fr76 3000 '])
    expect(noteProblem(words.repeat(400).slice(0, 1_999))).toBeUndefined();
});
