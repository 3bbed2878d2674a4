import { setTimeout as pause } from 'node:timers/promises';
import type { SshScreen } from '../ssh/ssh-screen.ts';

/** Bytes of the keys that end a call. */
export const F = {
  f5: '\u001b[15~',
  f6: '\u001b[17~',
  f8: '\u001b[19~',
  f9: '\u001b[20~',
  f10: '\u001b[21~',
  f12: '\u001b[24~',
};

const HOME = ['12 rue Imaginaire', '01990 Villebois les Essais'] as const;

/** What an attentive volunteer types for each of the eight callers of the shipped line, or the key of the way out. */
const PRACTICE_ENDS: readonly (readonly string[] | { readonly exit: string })[] = [
  ['d', 'u', 'Testeur', 'Ysaline', ...HOME, 'm', '06 39 98 00 01', 'o'],
  // Nobody’s name: Enter twice; then no street, no town.
  ['25', 'u', '', '', '', '', 'e', 'anonyme@exemple.invalid'],
  ['10', 'm', 'Fictif', 'Marius', '3 place d’Essai', HOME[1], 'e', 'marius.fictif@exemple.invalid', 'o'],
  ['f', 'u', 'Imaginaire', 'Odile', '', '', 'm', '06 39 98 00 02', 'n'],
  { exit: F.f5 },
  { exit: F.f6 },
  { exit: F.f8 },
  ['d', 'u', 'Testeur', 'Ysaline', ...HOME, 'l', 'o'],
];

/** One letter chooses and goes on by itself; a preset of the amount too. */
const CHOICES = new Set(['u', 'm', 'e', 'l', 'o', 'n', 'd', 'f']);

/** Types a form field by field, as a hand does, and asks for its reading. */
export async function typeForm(screen: SshScreen, fields: readonly string[]): Promise<void> {
  for (const text of fields) {
    screen.press(text);
    if (text.length > 1) await screen.see(text);
    if (!CHOICES.has(text)) screen.press('enter');
    await pause(20);
  }
  screen.press(F.f10);
}

/** Plays practice call `number` (from 1) to its end, from the ring on. */
export async function playPractice(screen: SshScreen, number: number): Promise<void> {
  screen.press('enter');
  await screen.see(`Exercice ${number} sur 8`);
  await screen.see('Montant');
  const end = PRACTICE_ENDS[number - 1] ?? [];
  if ('exit' in end) screen.press(end.exit);
  else await typeForm(screen, end);
  await screen.see('exit' in end ? 'Rien de cet appel n’est gardé' : 'Lisez la phrase à la personne');
  screen.press('exit' in end ? F.f12 : F.f10);
}
