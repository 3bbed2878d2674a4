import { type Config, readConfig } from '../../server/config/config.ts';
import { readSecretFile } from '../../server/config/secret-file.ts';
import type { House } from '../../server/context.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { Env } from '../cli/host.ts';
import { openSetupEnv, type SetupEnv } from './setup-env.ts';

/** What the steps of a set-up share: the folder's variables, the terminal, the passphrase of the moment, the house. */
export interface SetupState extends CommandContext {
  readonly folder: SetupEnv;
  config(): Config;
  /** Asked once for the whole set-up, where no file holds it. */
  passphrase(): Promise<string>;
  /** The phrase just chosen, so that it is not asked again. */
  keepPassphrase(phrase: string): void;
  onHouse<T>(work: (house: House, config: Config) => Promise<T>): Promise<T>;
}

export function openSetupState(
  folder: string,
  { env, terminal }: { readonly env: Env } & CommandContext,
): SetupState {
  const variables = openSetupEnv(folder, env);
  const config = () => readConfig(variables.read());
  let kept: string | undefined;
  const passphrase = async () => {
    const { passphraseFile } = config();
    if (passphraseFile) return readSecretFile('PLATEAU_PASSPHRASE_FILE', passphraseFile);
    kept ??= await terminal.askSecret('Phrase secrète de l’installation : ');
    return kept;
  };
  return {
    env,
    terminal,
    folder: variables,
    config,
    passphrase,
    keepPassphrase: (phrase) => {
      kept = phrase;
    },
    onHouse: async (work) => {
      const { openHouse } = await import('../../server/context.ts');
      const house = await openHouse(config(), { passphrase });
      try {
        return await work(house, config());
      } finally {
        await house.close();
      }
    },
  };
}
