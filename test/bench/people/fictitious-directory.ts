import { fiction } from '../../support/people/people-house.ts';

const SKILLS = ['traduction', 'accueil', 'vidéo', 'juridique', 'logistique', 'graphisme', 'plaidoyer'];
const TOWNS = ['Caen', 'Lyon', 'Bayeux', 'Exempleville', 'Lille', 'Nantes', 'Brest', 'Dijon', 'Tours'];
const NAMES = ['Élodie', 'Hugo', 'Mina', 'Denis', 'Rose', 'Aïcha', 'Bruno', 'Chloé', 'Karim', 'Zoé', 'Léa'];

/** What people type: beginnings of words, some of a tenth of everybody, one that finds one person. */
export const SOUGHT = [
  'traduction caen',
  'élodie',
  'hugo fict',
  'video lyon',
  'elodie.12',
  'plaidoyer',
  'rose',
  'juri nan',
];

/** A line of a workbook about somebody who does not exist, some 250 signs of it searchable. */
export const lineAt = (at: number) =>
  fiction(at + 1, {
    Prénom: NAMES[at % NAMES.length] ?? '',
    Ville: TOWNS[at % TOWNS.length] ?? '',
    Compétences: `${SKILLS[at % SKILLS.length]} ; ${SKILLS[(at + 3) % SKILLS.length]}`,
    GROUPES: at % 3 === 0 ? 'GL Caen' : '',
    Présentation: `Disponible le soir et un week-end sur deux, à vélo, pour l’accueil des nouveaux ; numéro ${at}.`,
  });
