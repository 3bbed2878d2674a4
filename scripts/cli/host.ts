import { userInfo } from 'node:os';
import { type Config, readConfig } from '../../server/config/config.ts';
import { readSecretFile } from '../../server/config/secret-file.ts';
import type { House } from '../../server/context.ts';
import type { Terminal } from './terminal.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * A command on the host of the data: opened, used, closed whatever happens. The rooms of the server are loaded here, by the
 * commands that need them: the others, and the workstation, start three times as fast.
 */
export async function onHost<T>(
  env: Env,
  terminal: Terminal,
  work: (house: House, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(env);
  const { openHouse } = await import('../../server/context.ts');
  const house = await openHouse(config, { passphrase: passphraseOf(config, terminal) });
  const before = await lastEntry(house);
  try {
    return await work(house, config);
  } finally {
    try {
      if ((await lastEntry(house)) > before) await keepHeadAlone(house, config);
    } finally {
      await house.close();
    }
  }
}

async function lastEntry({ app }: House): Promise<number> {
  return await app.store.read(async (rows) => (await rows.audit.head()).seq);
}

/** What a command wrote in the audit log, done or refused, is known beside the keys when it ends. A server does it itself. */
async function keepHeadAlone({ app }: House, config: Config): Promise<void> {
  const { isHouseHeld } = await import('../../server/context.ts');
  if (isHouseHeld(config)) return;
  const { keepHead } = await import('../../server/steps/audit/kept-head.ts');
  await keepHead(app);
}

/**
 * The installation's passphrase: from its file, or asked once; never an argument, which other users of the host could
 * read.
 */
export function passphraseOf(config: Config, terminal: Terminal): () => Promise<string> {
  let once: Promise<string> | undefined;
  return () => {
    once ??= config.passphraseFile
      ? Promise.resolve(readSecretFile('PLATEAU_PASSPHRASE_FILE', config.passphraseFile))
      : terminal.askSecret('Phrase secrète de l’installation : ');
    return once;
  };
}

/** Who acts, for the audit log, when a command runs on the host itself. */
export function hostActor(): string {
  return `host:${userInfo().username}`;
}
