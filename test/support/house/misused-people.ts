import type { Wrong } from './misused-commands.ts';

/** One wrong line for each command of the directory of a charity. */
export const MISUSED_PEOPLE: Readonly<Record<string, Wrong>> = {
  'people fields check': [['absent.yaml'], 1, /absent\.yaml/],
  'people fields show': [['tout'], 2, /trop d’arguments/],
  'people fields load': [['personnes.yaml'], 2, /option obligatoire absente : --charity/],
  'people browse': [['tout'], 2, /trop d’arguments/],
  'people find': [['--limit', '0'], 2, /--limit <n> : attend un nombre de 1 à 200/],
  'people searches': [['tout'], 2, /trop d’arguments/],
  'people show': [[], 2, /argument absent : fiche/],
  'people edit': [['--status', 'actif'], 2, /--status <statut>/],
  'people undo': [[], 2, /argument absent : acte/],
  'people template': [[], 2, /argument absent : fichier/],
  'people import': [[], 2, /argument absent : fichier/],
  'people export': [['a.xlsx'], 2, /option obligatoire absente : --reason/],
  'people dashboard': [['tout'], 2, /trop d’arguments/],
  'people account': [[], 2, /argument absent : fiche/],
  'tag list': [['x'], 2, /trop d’arguments/],
  'tag rename': [['climat'], 2, /argument absent : nouveau/],
  'tag merge': [['climat'], 2, /option obligatoire absente : --into/],
  'tag delete': [[], 2, /argument absent : tag/],
  'people destroy': [['--charity', 'UNION'], 2, /option obligatoire absente : --verifier/],
  'people retention': [['--erase'], 1, /--reason/],
  'people erase': [['3f1c2a4e'], 2, /option obligatoire absente : --reason/],
};
