import type { Wrong } from './misused-commands.ts';

/** One wrong line for each command of the groups of a directory, and of its agenda. */
export const MISUSED_AGENDA: Readonly<Record<string, Wrong>> = {
  'group list': [['tout'], 2, /trop d’arguments/],
  'group create': [['GL Caen'], 2, /option obligatoire absente : --kind/],
  'group rename': [['GL Caen'], 2, /argument absent : nouveau/],
  'group close': [[], 2, /argument absent : nom/],
  'group add': [['GL Caen'], 2, /option obligatoire absente : --where/],
  'group remove': [['GL Caen'], 2, /option obligatoire absente : --where/],
  write: [['message.txt', '--to', 'GL Caen'], 2, /option obligatoire absente : --reason/],
  'event list': [['tout'], 2, /trop d’arguments/],
  'event create': [['Soirée'], 2, /option obligatoire absente : --kind/],
  'event edit': [['3f1c2a4e'], 2, /dites ce qui change/],
  'event publish': [[], 2, /argument absent : événement/],
  'event cancel': [['3f1c2a4e'], 2, /option obligatoire absente : --reason/],
  'shift plan': [['3f1c2a4e'], 2, /option obligatoire absente : --from/],
  'shift list': [[], 2, /argument absent : événement/],
  'shift fill': [['12'], 2, /donnez --where, --from-waiting ou --me/],
  'shift people': [['douze'], 2, /attend un numéro/],
  'shift attend': [['40', 'là'], 2, /présence/],
  'shift leave': [['40'], 2, /option obligatoire absente : --reason/],
  'shift swap': [['40'], 2, /option obligatoire absente : --reason/],
  'shift trained': [['3f1c2a4e'], 2, /argument absent : formation/],
  'shift tonight': [['tout'], 2, /trop d’arguments/],
  'shift remind': [['tout'], 2, /trop d’arguments/],
  'shift report': [[], 2, /argument absent : événement/],
};
