import { type Command, Option } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { pledgeTable, shownLines } from '../cli/line/pledge-lines.ts';
import { callServer } from '../cli/rpc.ts';

/** Pledges of callers: followed by leads and ops. */
export function registerPledge(program: Command, context: CommandContext): void {
  const pledge = program
    .command('pledge')
    .description('promesses d’une ligne : listes, rappel des grands montants, remises, règlements');
  registerList(pledge, context);
  registerActs(pledge, context);
}

interface ListFlags extends JsonFlag {
  readonly only?: 'to-check' | 'unsent';
}

function registerList(pledge: Command, { env, terminal }: CommandContext): void {
  pledge
    .command('list')
    .argument('<campagne>', 'code de la ligne de promesses')
    .description('les promesses d’une ligne, les plus anciennes d’abord ; sans identité')
    .addOption(
      new Option('--only <choix>', 'à rappeler avant l’envoi du lien, ou dont le lien n’est pas parti').choices([
        'to-check',
        'unsent',
      ]),
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau pledge list PL-2026 --only to-check')
    .action(async (campaign: string, flags: ListFlags) => {
      const { only } = flags;
      const rows = await callServer(env, (rpc) => rpc.pledges.list.query({ campaign, only }));
      jsonOr({ ...flags, terminal }, rows, () => {
        terminal.lines(pledgeTable(rows));
        terminal.line(`${inNumber(rows.length, 'promesse(s)')}.`);
      });
    });
}

const ID = 'numéro de la promesse (plateau pledge list)';

function registerActs(pledge: Command, { env, terminal }: CommandContext): void {
  pledge
    .command('show')
    .argument('<promesse>', ID)
    .description('qui a promis, pour rappeler la personne ; l’ouverture est notée au journal (chef d’équipe)')
    .requiredOption('--reason <texte>', 'motif, gardé au journal')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau pledge show 3f2a… --reason "rappel au-dessus du seuil"')
    .action(async (id: string, flags: JsonFlag & { reason: string }) => {
      const { reason } = flags;
      const shown = await callServer(env, (rpc) => rpc.pledges.show.mutate({ id, reason }));
      jsonOr({ ...flags, terminal }, shown, () => terminal.lines(shownLines(shown)));
    });
  pledge
    .command('check')
    .argument('<promesse>', ID)
    .description('la personne, rappelée, confirme : le lien part (chef d’équipe)')
    .addHelpText('after', '\nExemple : plateau pledge check 3f2a…')
    .action(async (id: string) => {
      await callServer(env, (rpc) => rpc.pledges.check.mutate({ id }));
      terminal.line('Promesse confirmée : son lien part maintenant.');
    });
  pledge
    .command('withdraw')
    .argument('<promesse>', ID)
    .description('retire une promesse : plus aucun message ne part')
    .requiredOption('--reason <texte>', 'motif, gardé au journal')
    .addHelpText('after', '\nExemple : plateau pledge withdraw 3f2a… --reason "la personne a changé d’avis"')
    .action(async (id: string, { reason }: { reason: string }) => {
      await callServer(env, (rpc) => rpc.pledges.withdraw.mutate({ id, reason }));
      terminal.line('Promesse retirée. L’association le lira dans le fichier du jour.');
    });
}

