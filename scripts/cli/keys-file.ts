import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { ChosenKeys } from '../../tui/state/workstation-state.ts';
import { readGivenText } from './files/given-file.ts';
import { configFolder } from './token-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Nobody has that many actions; more is another file. */
const MAX_BYTES = 20_000;

function textOf(file: string, isNamed: boolean): string | undefined {
  try {
    const text = readGivenText(file);
    if (text.length <= MAX_BYTES) return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !isNamed) return undefined;
    throw refused('Le fichier de touches ne peut pas être lu.', error);
  }
  throw refused('Le fichier de touches est trop long.');
}

function refused(message: string, cause?: unknown): AppError {
  const hint =
    'Corrigez ou retirez ce fichier (PLATEAU_KEYS_FILE, ~/.config/plateau/touches.yaml, ou par SSH touches/IDENTIFIANT.yaml sur l’hôte) : « plateau touches » donne les noms.';
  return new AppError({ code: 'keys-refused', kind: 'invalid', message, hint, cause });
}

/** The reader of YAML is loaded only for who has such a file: each start would pay for it. */
async function parsed(text: string): Promise<Readonly<Record<string, unknown>>> {
  const { parse, YAMLParseError } = await import('./yaml-reader.ts');
  let value: unknown;
  try {
    value = parse(text) ?? {};
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw refused(`Le fichier de touches ne se lit pas (ligne ${error.linePos?.[0].line ?? '?'}).`, error);
    throw error;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refused('Le fichier de touches attend une action par ligne, par exemple « mes-fiches: ctrl-d ».');
}

/**
 * The choice in that file; undefined without one. AppError `keys-refused`: unreadable, unknown action, conflict, or a
 * key kept for something else.
 */
async function chosenIn(file: string, isNamed: boolean): Promise<ChosenKeys | undefined> {
  const text = textOf(file, isNamed);
  if (text === undefined) return undefined;
  const { readChoice } = await import('../../tui/keys/chosen-keys.ts');
  const { keys, problems } = readChoice(await parsed(text));
  if (problems.length > 0) throw refused(problems.join(' '));
  return keys;
}

/** The keys that this person chose, from `PLATEAU_KEYS_FILE` or `~/.config/plateau/touches.yaml`. AppError `keys-refused`. */
export function chosenKeys(env: Env): Promise<ChosenKeys | undefined> {
  const named = env.PLATEAU_KEYS_FILE;
  return chosenIn(named || join(configFolder(env), 'touches.yaml'), Boolean(named));
}

/**
 * The same for somebody who comes by SSH and has no folder here: `touches/LOGIN.yaml` beside the base. AppError
 * `keys-refused`.
 */
export function chosenKeysAtHost(dataDir: string, login: string): Promise<ChosenKeys | undefined> {
  return chosenIn(join(dataDir, 'touches', `${login}.yaml`), false);
}
