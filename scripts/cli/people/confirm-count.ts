import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { Terminal } from '../terminal.ts';

interface Confirmed {
  readonly count: number;
  /** What `--yes` said: the number that the person expects. */
  readonly yes: string | undefined;
  /** `Modifier`, `Exporter`. */
  readonly what: string;
  /** What is counted; cards where it is not said. */
  readonly unit?: 'personne(s)';
}

/**
 * The number of cards that an act may touch: typed again by the person, or given by `--yes`. AppErrors `people-nobody`,
 * `people-not-confirmed`, `not-a-terminal`.
 */
export async function confirmCount(
  terminal: Terminal,
  { count, yes, what, unit }: Confirmed,
): Promise<number> {
  const counted = inNumber(count, unit ?? 'fiche(s)');
  if (count === 0)
    throw new AppError({
      code: 'people-nobody',
      kind: 'not-found',
      message: 'Cette recherche ne trouve personne.',
      hint: 'Essayez-la avec « plateau people find ».',
    });
  const question = `${what} ${counted} ? Tapez ce nombre pour confirmer : `;
  const typed = yes ?? (await terminal.ask(question));
  if (typed.trim() === String(count)) return count;
  throw new AppError({
    code: 'people-not-confirmed',
    kind: 'conflict',
    message: `Le choix compte ${counted}, et un autre nombre a été donné : rien n’a été fait.`,
    hint: 'Relancez la commande et tapez le nombre affiché.',
  });
}
