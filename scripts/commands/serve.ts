import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import type { RunningServer } from '../../server/main.ts';
import type { ActsReplayed } from '../../server/steps/house/replay-acts.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { passphraseOf } from '../cli/host.ts';

/** Resolves at the first SIGINT or SIGTERM; the signal aborts at the second, for whoever cannot wait. */
function stopAsked(): { readonly first: Promise<void>; readonly second: AbortSignal } {
  const first = Promise.withResolvers<void>();
  const second = new AbortController();
  let asked = 0;
  const onSignal = () => {
    asked += 1;
    if (asked === 1) first.resolve();
    else second.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  return { first: first.promise, second: second.signal };
}

/** What an older base does not know of persons, and the start does again: one wording, before and after. */
export function replayedWords({ objections, lifted, erasures, participants, purges }: ActsReplayed): string {
  const done = purges.length === 0 ? 'aucune destruction' : `destruction de ${purges.join(', ')}`;
  const again = participants === 0 ? done : `${participants} dans l’annuaire, ${done}`;
  return `${inNumber(objections, 'opposition(s)')}, ${inNumber(lifted, 'opposition(s) levée(s)')}, ${inNumber(erasures, 'effacement(s)')}, ${again}`;
}

/** What an accepted rollback brought back in order, for whoever watches the start. */
function replayedLine(replayed: ActsReplayed): string {
  return `Base plus ancienne acceptée. Refait d’après le journal du trousseau : ${replayedWords(replayed)}.`;
}

/** After a kill or a power cut: what was acknowledged is on the disk, unless the disk itself lied. */
function cutLine({ seq, atMs }: NonNullable<RunningServer['cutAfter']>): string {
  const at = shortInstant(atMs);
  return `Attention : le serveur ne s’était pas arrêté proprement. Le journal va jusqu’à l’entrée ${seq}, du ${at} : si des appels enregistrés après cet instant manquent au retour, le disque les a perdus ; prévenez le responsable des données.`;
}

/**
 * The server: one process, one database file, one key ring; with `--ssh`, the workstations too. On SIGINT or SIGTERM every
 * screen is told, no card leaves any more, open calls are finished up to a limit, then jobs under way.
 */
export function registerServe(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('serve')
    .addHelpText('after', '\nExemple : plateau serve --ssh')
    .description('démarre le serveur')
    .option('--ssh', 'ouvre aussi les postes par SSH, à PLATEAU_SSH_LISTEN')
    .option(
      '--accept-rollback <motif>',
      'sert une base plus ancienne que la dernière connue (restauration voulue) ; le motif va au journal',
    )
    .option(
      '--accept-clock <motif>',
      'sert à une heure d’avant la dernière entrée du journal (celle d’avant était fausse) ; le motif va au journal',
    )
    .action(async (flags: { ssh?: boolean; acceptRollback?: string; acceptClock?: string }) => {
      const config = readConfig(env);
      const stop = stopAsked();
      const { startServer } = await import('../../server/main.ts');
      const { waitingText } = await import('../../server/live/closing-time.ts');
      const server = await startServer(config, {
        passphrase: passphraseOf(config, terminal),
        acceptRollback: flags.acceptRollback,
        acceptClock: flags.acceptClock,
      });
      const ssh = flags.ssh ? await startSsh() : undefined;
      if (server.cutAfter) terminal.warn(cutLine(server.cutAfter));
      if (server.replayed) terminal.line(replayedLine(server.replayed));
      terminal.line(`Plateau écoute sur ${server.url}`);
      if (server.wallboardUrl !== undefined)
        terminal.line(
          `Écran de salle : ${server.wallboardUrl}/ suivi du jeton (PLATEAU_WALLBOARD_TOKEN_FILE)`,
        );
      if (server.webDoorUrl !== undefined)
        terminal.line(`Porte web de l’annuaire : ${server.webDoorUrl}, ouverte par PLATEAU_WEB_URL`);
      for (const gap of server.gaps) terminal.warn(`Attention : ${gap}`);
      await stop.first;
      const open = await server.closeFloor(config.stopMs, {
        signal: stop.second,
        waiting: (calls) =>
          terminal.line(`${waitingText(calls, config.stopMs)}. Ctrl-C de nouveau : sans attendre.`),
      });
      if (open > 0)
        terminal.warn(
          `Attention : ${inNumber(open, 'appel(s) encore ouvert(s), rendu(s)')} à leur téléacteur.`,
        );
      await ssh?.close();
      await server.close();
      terminal.line('Plateau est arrêté.');

      async function startSsh() {
        try {
          const { serveSsh } = await import('../cli/serve-ssh.ts');
          const { host, fingerprint } = await serveSsh(config, server);
          terminal.line(`Postes par SSH : port ${host.port}, clé de l’hôte ${fingerprint}`);
          return host;
        } catch (error) {
          await server.close();
          throw error;
        }
      }
    });
}
