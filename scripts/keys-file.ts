import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/errors.ts';
import type { ChosenKeys } from '../tui/state/workstation-state.ts';
import { configFolder } from './token-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Nobody has that many actions; more is another file. */
const MAX_BYTES = 20_000;

function textOf(file: string, isNamed: boolean): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length <= MAX_BYTES) return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !isNamed) return undefined;
    throw refused('Le fichier de touches ne peut pas être lu.', error);
  }
  throw refused('Le fichier de touches est trop long.');
}

function refused(message: string, cause?: unknown): AppError {
  const hint =
    'Corrigez ou retirez ce fichier (PLATEAU_KEYS_FILE, sinon ~/.config/plateau/touches.yaml) : « plateau touches » donne les noms.';
  return new AppError({ code: 'keys-refused', kind: 'invalid', message, hint, cause });
}

/** The reader of YAML is loaded only for who has such a file: each start would pay for it. */
async function parsed(text: string): Promise<Readonly<Record<string, unknown>>> {
  const { parse, YAMLParseError } = await import('yaml');
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
 * The keys that this person chose, from `PLATEAU_KEYS_FILE` or `~/.config/plateau/touches.yaml`; undefined without a file.
 * AppError `keys-refused`: unreadable, unknown action, conflict, or a key that something else keeps for itself.
 */
export async function chosenKeys(env: Env): Promise<ChosenKeys | undefined> {
  const named = env.PLATEAU_KEYS_FILE;
  const file = named || join(configFolder(env), 'touches.yaml');
  const text = textOf(file, Boolean(named));
  if (text === undefined) return undefined;
  const { readChoice } = await import('../tui/keys/chosen-keys.ts');
  const { keys, problems } = readChoice(await parsed(text));
  if (problems.length > 0) throw refused(problems.join(' '));
  return keys;
}
