import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { AppError } from '../../shared/errors.ts';
import { type Provider, providerSchema } from '../domain/house/provider.ts';

/** What the house says of itself; nothing without a file. AppError `provider-invalid`, which names the line, never a value. */
export function readProvider(file: string | undefined): Provider {
  if (file === undefined) return {};
  const parsed = providerSchema.safeParse(read(file) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  throw invalid(
    `« ${[...(issue?.path ?? []), ...keys].join('.')} » n’est pas connu, ou sa valeur est refusée`,
  );
}

function read(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw invalid('il n’est pas lisible, ou n’est pas du YAML', cause);
  }
}

function invalid(why: string, cause?: unknown): AppError {
  return new AppError({
    code: 'provider-invalid',
    kind: 'invalid',
    message: `Le fichier de PLATEAU_PROVIDER_FILE est refusé : ${why}.`,
    hint: 'Comparez-le à l’exemple de docs/configuration.md : des textes de 2 à 300 signes.',
    cause,
  });
}
