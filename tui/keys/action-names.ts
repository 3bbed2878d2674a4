import { plain } from '../state/fuzzy.ts';
import type { Action } from './action-row.ts';

/** Names in the file of personal keys, where a label stands for two actions. */
const NAMES: Readonly<Record<string, string>> = {
  'scroll-down': 'descendre',
  'scroll-up': 'monter',
  'page-down': 'page-suivante',
  'page-up': 'page-precedente',
  'note-down': 'notes-page-suivante',
  'note-up': 'notes-page-precedente',
  'all-dispositions': 'toutes-les-fins',
  'pause-break': 'pause-repos',
  'next-line': 'ligne-suivante',
  'previous-line': 'ligne-precedente',
  'next-field': 'champ-suivant',
  'previous-field': 'champ-precedent',
  later: 'plus-tard',
  sooner: 'plus-tot',
  'cursor-home': 'debut-du-champ',
  'cursor-end': 'fin-du-champ',
  backspace: 'effacer-avant',
  delete: 'effacer-apres',
  'delete-word': 'effacer-un-mot',
  explicit: 'entree',
  'mend-call': 'reprendre-cet-appel',
  'mend-ending': 'corriger-la-fin',
  'mend-callback': 'corriger-le-rappel',
  'mend-coordinates': 'corriger-les-coordonnees',
  'go-on': 'exercice-suivant',
  'note-objection': 'noter-objection',
};

/** The action's name in French, for people who write it: `annuler`, `fin-repondeur`. Stable and without accents. */
export function actionName({ id, group, label }: Pick<Action, 'id' | 'group' | 'label'>): string {
  const slug = plain(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return NAMES[id] ?? (group === 'hot' ? `fin-${slug}` : slug);
}
