import type { Command } from 'commander';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { numberOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

/** Records that agents set aside (ethics key): what waits, and letting one be called again. */
export function registerFrozen(program: Command, { env, terminal }: CommandContext): void {
  const frozen = program
    .command('frozen')
    .description('fiches mises de côté par les téléacteurs (chef d’équipe)');
  frozen
    .command('list')
    .addHelpText('after', '\nExemple : plateau frozen list')
    .description('les fiches qui attendent votre décision')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const floor = await callServer(env, (rpc) => rpc.team.floor.query());
      jsonOr({ ...flags, terminal }, floor.frozen, () => {
        if (floor.frozen.length === 0) return terminal.line('Aucune fiche mise de côté.');
        const lines = floor.frozen.map((one) => [
          one.recordId,
          one.campaign,
          one.login,
          shortInstant(one.atMs),
        ]);
        terminal.lines(textTable(['Fiche', 'Campagne', 'Par', 'Depuis'], lines));
      });
    });
  frozen
    .command('release')
    .addHelpText(
      'after',
      '\nExemple : plateau frozen release 1042 --reason "incident clos, la personne souhaite un appel"',
    )
    .description('rend une fiche à la file : elle peut de nouveau être appelée')
    .argument('<fiche>', 'son numéro', numberOf)
    .requiredOption(
      '--reason <texte>',
      'motif, gardé au journal, sans donnée personnelle (5 signes au moins)',
    )
    .action(async (recordId: number, flags: { reason: string }) => {
      await callServer(env, (rpc) => rpc.team.releaseFrozen.mutate({ recordId, reason: flags.reason }));
      terminal.line(`Fiche ${recordId} rendue à la file.`);
    });
}
