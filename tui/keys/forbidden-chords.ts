import { CSI_TILDE_KEYS } from './key-names.ts';

/** Keys that something between the fingers and us may keep for itself, or that a keyboard hides; and why, in French. */
const TAKEN: Readonly<Record<string, string>> = {
  'ctrl-a': 'c’est le préfixe de screen',
  'ctrl-b': 'c’est le préfixe de tmux',
  'ctrl-c': 'elle quitte toujours',
  'ctrl-h': 'c’est Retour arrière pour beaucoup de terminaux',
  'ctrl-i': 'c’est la touche Tab',
  'ctrl-j': 'c’est la touche Entrée',
  'ctrl-m': 'c’est la touche Entrée',
  'ctrl-q': 'elle relance l’affichage de certains terminaux',
  'ctrl-s': 'elle fige l’affichage de certains terminaux',
  'ctrl-v': 'elle colle, dans plusieurs terminaux',
  'ctrl-z': 'elle suspend le programme',
  '~': 'après Entrée, SSH la garde pour lui',
};

/** Reached only with AltGr, or dead, on a French, Belgian or Swiss keyboard. */
const HIDDEN = new Set([...'@#{}[]|\\^`´¨€¬¤§°£$<>']);

const NAMED: ReadonlySet<string> = new Set([
  ...Object.values(CSI_TILDE_KEYS),
  'enter',
  'tab',
  'shift-tab',
  'escape',
  'backspace',
  'up',
  'down',
  'left',
  'right',
]);

/** Why no action may be given that key, in French; undefined when one may. */
export function whyForbidden(key: string): string | undefined {
  const taken = TAKEN[key];
  if (taken !== undefined) return taken;
  if (/^ctrl-[a-z]$/.test(key) || NAMED.has(key)) return undefined;
  if ([...key].length !== 1) return 'cette touche n’existe pas';
  if (/\d/.test(key)) return 'les chiffres demandent Maj sur un clavier français ou belge';
  if (HIDDEN.has(key) || !/[!-~]/.test(key)) return 'elle ne se tape pas d’un geste sur tous les claviers';
  return undefined;
}
