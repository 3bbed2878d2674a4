import type * as z from 'zod';
import { FIELD_WORDS } from './field-words.ts';

type Issue = z.core.$ZodIssue;

/** The sentence of a refused input, and what to do; never what was written in it. */
export interface InputRefusal {
  readonly message: string;
  readonly hint: string;
}

const NOT_OURS: InputRefusal = {
  message: 'La demande n’a pas la forme attendue.',
  hint: 'Le poste et le serveur ne sont peut-être pas de la même version : mettez-les à jour, puis recommencez.',
};

/** The field that a person knows: the innermost that has words, so that a date in a period is named a date. */
function fieldOf({ path }: Issue): string | undefined {
  return path
    .filter((step): step is string => typeof step === 'string')
    .findLast((step) => FIELD_WORDS[step] !== undefined);
}

const COUNTED: Readonly<Record<string, string>> = { string: 'signe', array: 'valeur' };

function counted(limit: number | bigint, origin: string): string {
  const unit = COUNTED[origin];
  return unit ? `${limit} ${unit}${limit > 1 ? 's' : ''}` : String(limit);
}

/** The rule that was broken, in a few French words. */
function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `${counted(issue.minimum, issue.origin)} au moins`;
    case 'too_big':
      return `${counted(issue.maximum, issue.origin)} au plus`;
    case 'invalid_value':
      return `au choix ${issue.values.join(', ')}`;
    default:
      return '';
  }
}

/**
 * What is told of an input that its schema refused: each field once, in French, with its rule and an example. A field that no
 * person fills is the program's fault, and told as such.
 */
export function inputRefusal(issues: readonly Issue[]): InputRefusal {
  const rules = new Map<string, string>();
  for (const issue of issues) {
    const field = fieldOf(issue);
    if (field === undefined) return NOT_OURS;
    if (!rules.has(field)) rules.set(field, ruleOf(issue));
  }
  if (rules.size === 0) return NOT_OURS;
  const told = [...rules].map(([field, rule]) => {
    const { said = '', example = '' } = FIELD_WORDS[field] ?? {};
    return { refused: rule === '' ? said : `${said} (${rule})`, example: `${said} : ${example}` };
  });
  return {
    message: `Valeur refusée : ${told.map(({ refused }) => refused).join(', ')}.`,
    hint: `Par exemple, ${told.map(({ example }) => example).join(' ; ')}.`,
  };
}
