import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';

export interface PersonFlags {
  readonly donor?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly charity?: string;
}

/** The three ways to name a person, the same in every command. */
export function addPersonOptions(command: Command): Command {
  return command
    .option('--donor <id>', 'identifiant du donateur chez l’association')
    .option('--phone <numéro>', 'numéro de téléphone')
    .option('--email <adresse>', 'adresse e-mail')
    .option('--charity <code>', 'de cette association seulement');
}

/** Who is meant; undefined when nobody is. AppError `person-ambiguous` for two ways at once. */
export function personOf(flags: PersonFlags) {
  const named = (['donor', 'phone', 'email'] as const).flatMap((by) => {
    const value = flags[by];
    return value === undefined ? [] : [{ by, value, charity: flags.charity }];
  });
  if (named.length > 1) throw refused('person-ambiguous', 'La personne est désignée de plusieurs façons.');
  return named[0];
}

/** The same where somebody must be meant. AppError `person-missing`. */
export function requiredPerson(flags: PersonFlags) {
  const person = personOf(flags);
  if (person) return person;
  throw refused('person-missing', 'Aucune personne n’est désignée.');
}

function refused(code: string, message: string): AppError {
  return new AppError({
    code,
    kind: 'invalid',
    message,
    hint: 'Donnez --donor, --phone ou --email, un seul.',
  });
}
