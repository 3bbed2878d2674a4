import { type Command, Option } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import { upgradeCounts } from '../../server/domain/house/base-upgrade.ts';
import type { Store } from '../../server/ports/store.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { hostActor, passphraseOf } from '../cli/host.ts';

const NEXT: Readonly<Record<Store['engine'], readonly string[]>> = {
  postgres: [
    'L’ancienne base, plateau.db, est détruite. Gardez PLATEAU_DATABASE_URL_FILE : plateau serve.',
    'Faites une sauvegarde : la précédente rend une maison de SQLite.',
  ],
  sqlite: [
    'Les tables de PostgreSQL sont retirées. Retirez PLATEAU_DATABASE_URL_FILE, puis : plateau serve.',
    'Le journal de PostgreSQL, ses archives et son serveur de secours gardent des restes scellés : détruisez cette base, ou attendez leur expiration.',
  ],
};

/** The base of a stopped house from SQLite to PostgreSQL, or back. */
export function registerMoveHouse(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('move-house')
    .description(
      'serveur arrêté : déménage la base vers PostgreSQL, ou la ramène dans SQLite ; coupé, la même commande reprend',
    )
    .addOption(
      new Option('--to <base>', 'postgres : celle de PLATEAU_DATABASE_URL_FILE ; sqlite : plateau.db')
        .choices(['postgres', 'sqlite'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <texte>', 'motif, gardé au journal')
    .addHelpText('after', '\nExemple : plateau move-house --to postgres --reason "une seconde machine"')
    .action(async ({ to, reason }: { to: Store['engine']; reason: string }) => {
      const config = readConfig(env);
      const { moveHouse } = await import('../cli/host-move/move-house.ts');
      const asked = { to, reason, actor: hostActor(), passphrase: passphraseOf(config, terminal) };
      const moved = await moveHouse(config, { ...asked, tell: (line) => terminal.line(line) });
      if (moved) {
        terminal.line(`Comptes : ${upgradeCounts(moved.rows).join(', ')}.`);
        terminal.line(`Journal : ${inNumber(moved.head.seq, 'entrée(s)')}, tête ${moved.head.hash}`);
      }
      for (const line of NEXT[to]) terminal.line(line);
    });
}
