import type { Wrong } from './misused-commands.ts';

/** One wrong line for each command of the library of a charity. */
export const MISUSED_LIBRARY: Readonly<Record<string, Wrong>> = {
  'library tree': [['tout'], 2, /trop d’arguments/],
  'library search': [[], 2, /argument absent : mots/],
  'library pin': [['3f1c2a4e'], 2, /argument absent : campagne/],
  'library unpin': [['3f1c2a4e'], 2, /argument absent : campagne/],
  'library put': [[], 2, /argument absent : fichier/],
  'library edit': [['3f1c2a4e'], 2, /dites ce qui change/],
  'library get': [['3f1c2a4e', '--version-number', 'deux'], 2, /version-number/],
  'library history': [[], 2, /argument absent : document/],
  'library withdraw': [['3f1c2a4e'], 2, /option obligatoire absente : --reason/],
};
