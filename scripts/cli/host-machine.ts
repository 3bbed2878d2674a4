import type { Config } from '../../server/config/config.ts';
import { openLinuxMachine } from '../../server/machine/linux-machine.ts';
import type { Machine } from '../../server/ports/machine.ts';
import type { Env } from './host.ts';
import { PROGRAM_FOLDER } from './program-folder.ts';

/** Files that hold a secret: the variable that names each, and where it is. */
function secretFiles({ passphraseFile, tls, drop, smtp, pbx, texts, numbers, watch }: Config) {
  const named = [
    ['PLATEAU_PASSPHRASE_FILE', passphraseFile],
    ['PLATEAU_TLS_KEY_FILE', tls?.keyFile],
    ['PLATEAU_DROP_KEY_FILE', drop?.privateKeyFile],
    ['PLATEAU_SMTP_PASSWORD_FILE', smtp?.passwordFile],
    ['PLATEAU_PBX_SECRET_FILE', pbx?.secretFile],
    ['PLATEAU_TEXTS_KEY_FILE', texts?.keyFile],
    ['PLATEAU_NUMBERS_KEY_FILE', numbers?.keyFile],
    ['PLATEAU_WATCH_TOKEN_FILE', watch?.tokenFile],
  ] as const;
  return named.flatMap(([place, path]) => (path ? [{ place, path }] : []));
}

/** The machine that this command runs on, looked at for this installation. */
export function openMachine(config: Config, env: Env): Machine {
  const places = [
    { place: 'données', path: config.dataDir },
    { place: 'trousseau', path: config.keysDir },
    ...(config.backup ? [{ place: 'sauvegardes', path: config.backup.dir }] : []),
    ...secretFiles(config),
  ];
  return openLinuxMachine({ places, env, program: PROGRAM_FOLDER });
}
