import { type Config, readConfig } from '../../server/config/config.ts';
import { readSecretFile } from '../../server/config/secret-file.ts';
import { keepHead } from '../../server/steps/audit/kept-head.ts';
import { trail } from '../../server/steps/trail.ts';
import { changePassphrase } from '../../server/vault/passphrase-change.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { askNewPassphrase } from './asking/new-passphrase.ts';
import type { CommandContext } from './command-context.ts';
import { hostActor, passphraseOf } from './host.ts';
import type { Terminal } from './terminal.ts';

function serverRunning(cause: unknown): AppError {
  return new AppError({
    code: 'server-running',
    kind: 'conflict',
    message: 'Le serveur tourne : il garde l’ancienne phrase en mémoire et n’ouvrirait plus rien.',
    hint: 'Arrêtez-le (les appels ouverts finissent), changez la phrase, puis relancez-le avec la nouvelle.',
    cause,
  });
}

/** No server may start meanwhile either. */
async function holdAlone(config: Config) {
  const { holdDataFolder } = await import('../../server/context.ts');
  try {
    return holdDataFolder(config, 'plateau keys passphrase');
  } catch (error) {
    if (isAppError(error) && error.code === 'folder-held') throw serverRunning(error);
    throw error;
  }
}

async function writeDown(config: Config, next: string, files: number): Promise<void> {
  const { openHouse } = await import('../../server/context.ts');
  const { app, close } = await openHouse(config, { passphrase: async () => next });
  try {
    const by = { actor: hostActor(), atMs: app.clock.nowMs() };
    await app.store.write((rows) => trail(rows, by)('key.passphrase', 'trousseau', { detail: { files } }));
    await keepHead(app);
  } finally {
    await close();
  }
}

/** `plateau keys passphrase`: on the host, server stopped; the phrases come from files or the terminal, never as arguments. */
export async function runPassphraseChange(
  { env, terminal }: CommandContext,
  flags: { readonly newFile?: string },
): Promise<void> {
  const config = readConfig(env);
  const hold = await holdAlone(config);
  try {
    await changeUnder(config, { terminal, flags });
  } finally {
    hold.release();
  }
}

async function changeUnder(
  config: Config,
  { terminal, flags }: { readonly terminal: Terminal; readonly flags: { readonly newFile?: string } },
): Promise<void> {
  const current = await passphraseOf(config, terminal)();
  const next = flags.newFile ? readSecretFile('--new-file', flags.newFile) : await askNewPassphrase(terminal);
  const { files } = await changePassphrase({ keysDir: config.keysDir, current, next });
  await writeDown(config, next, files);
  terminal.line(
    `Phrase secrète changée : ${inNumber(files, 'fichier(s)')} du trousseau. Les clés, elles, restent les mêmes.`,
  );
  if (config.passphraseFile)
    terminal.line('Mettez-la dans le fichier de PLATEAU_PASSPHRASE_FILE avant de relancer le serveur.');
  terminal.warn(
    'Attention : les copies du trousseau faites avant s’ouvrent encore avec l’ancienne phrase. Faites-en une neuve (plateau keys backup), détruisez les autres, puis l’ancienne enveloppe.',
  );
}
