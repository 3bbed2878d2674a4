const NAMES: Readonly<Record<string, string>> = {
  enter: 'Entrée',
  tab: 'Tab',
  'shift-tab': 'Maj-Tab',
  escape: 'Échap',
  backspace: '⌫',
  delete: 'Suppr',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  home: 'Début',
  end: 'Fin',
  pageup: 'Page ↑',
  pagedown: 'Page ↓',
  ' ': 'Espace',
};

/** A key as the key bar writes it: `F1`, `^Q`, `Entrée`, `N`. */
export function keyLabel(key: string): string {
  if (key.startsWith('ctrl-')) return `^${key.slice(5).toUpperCase()}`;
  return NAMES[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key);
}

/** A key as a sentence names it: `Ctrl-Q`. */
export function keyName(key: string): string {
  if (key.startsWith('ctrl-')) return `Ctrl-${key.slice(5).toUpperCase()}`;
  return key === 'backspace' ? 'Retour arrière' : keyLabel(key);
}
