import type { Command } from 'commander';
import { amountText, shortInstant, sinceText } from './amounts-and-dates.ts';
import type { CommandContext } from './command-context.ts';
import { callServer } from './rpc.ts';
import { textTable } from './terminal.ts';

const STATE_LABEL = { card: 'en fiche', waiting: 'en attente', pause: 'en pause', away: 'absent' } as const;

/** The floor at a glance, for the team lead. */
export function registerFloor(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('floor')
    .description('le plateau : téléacteurs, files, chiffres du jour (chef d’équipe)')
    .option('--json', 'sortie pour un programme')
    .action(async (flags: { json?: boolean }) => {
      const floor = await callServer(env, (rpc) => rpc.team.floor.query());
      if (flags.json) return terminal.line(JSON.stringify(floor));
      terminal.line(`Plateau, ${shortInstant(floor.nowMs)}`);
      terminal.line();
      const agents = floor.agents.map((one) => [
        one.login,
        STATE_LABEL[one.state],
        sinceText(floor.nowMs - one.sinceMs),
        one.campaign || '—',
        one.calls,
        one.useful,
        one.agreements,
        one.uplifts.map(({ minor, currency }) => amountText(minor, currency)).join(' · ') || '—',
        one.callbacks,
      ]);
      terminal.line(
        textTable(
          ['Téléacteur', 'État', 'Depuis', 'Campagne', 'Appels', 'Utiles', 'Accords', 'Hausse', 'Rappels'],
          agents,
        ),
      );
      terminal.line();
      const queues = floor.campaigns.map((one) => [
        one.code,
        one.state === 'open' ? 'ouverte' : 'close',
        one.due,
        one.later,
        one.callbacks,
        one.leased,
      ]);
      terminal.line(textTable(['Campagne', 'État', 'À appeler', 'Plus tard', 'Rappels', 'En fiche'], queues));
      if (floor.frozen.length === 0) return;
      terminal.line();
      terminal.line('Fiches mises de côté (à rendre avec « plateau frozen release ») :');
      const frozen = floor.frozen.map((one) => [
        one.recordId,
        one.campaign,
        one.login,
        shortInstant(one.atMs),
      ]);
      terminal.line(textTable(['Fiche', 'Campagne', 'Par', 'Depuis'], frozen));
    });
}
