import { AppError } from '../../shared/errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** AppError `config-invalid` about that variable. */
export function refuse(name: string, message: string): never {
  throw new AppError({
    code: 'config-invalid',
    kind: 'invalid',
    message: `${name} : ${message}`,
    hint: 'Corrigez la variable (ou le fichier .env), puis relancez ; « plateau doctor » vérifie tout.',
  });
}

/** The named variables, or undefined when none is set; some set and some missing is refused. */
export function section<const Names extends readonly string[]>(
  env: Env,
  names: Names,
): Record<Names[number], string> | undefined {
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return undefined;
  const first = missing[0];
  if (first) refuse(first, `manque, alors que ${names.filter((name) => env[name]).join(', ')} est là.`);
  return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<Names[number], string>;
}
