import { type Command, Option } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { oneOfTwo } from '../cli/asking/sent-or-resend.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { pledgeTable, reconciledTable, shownLines } from '../cli/line/pledge-lines.ts';
import { showFulfilment } from '../cli/line/show-fulfilment.ts';
import { callServer } from '../cli/rpc.ts';
import { registerPledgeRights } from './pledge-rights.ts';

/** Pledges of callers: followed by leads and ops. */
export function registerPledge(program: Command, context: CommandContext): void {
  const pledge = program
    .command('pledge')
    .description('promesses d’une ligne : listes, rappel des grands montants, remises, règlements');
  registerDesk(pledge, context);
  registerList(pledge, context);
  registerActs(pledge, context);
  registerFiles(pledge, context);
  registerPledgeRights(pledge, context);
}

function registerDesk(pledge: Command, { env, terminal }: CommandContext): void {
  pledge
    .command('desk')
    .argument('<campagne>', 'code de la ligne de promesses')
    .description(
      'le formulaire d’une minute : le téléphone sonne, une touche, et l’on note (téléacteur de la ligne)',
    )
    .option(
      '--seat <poste>',
      'téléphone de la ligne où vous êtes assis (MAISON-07) : les appels y arrivent seuls, et sont suivis',
    )
    .option('--lineaire', 'dit chaque changement ligne par ligne, pour un lecteur d’écran')
    .addHelpText(
      'after',
      '\nExemples :\n  plateau pledge desk PL-2026\n  plateau pledge desk PL-2026 --seat MAISON-07',
    )
    .action(async (campaign: string, { seat, lineaire }: { seat?: string; lineaire?: boolean }) => {
      if (lineaire) process.env.PLATEAU_LINEAR = '1';
      if (!terminal.isInteractive) throw needsScreen();
      const { openPledgeDesk } = await import('../cli/line/open-pledge-desk.ts');
      await openPledgeDesk(env, { campaign, seat });
    });
}

function needsScreen(): AppError {
  return new AppError({
    code: 'not-a-terminal',
    kind: 'invalid',
    message: 'Le formulaire d’une minute se remplit sur un terminal.',
    hint: 'Lancez la commande dans un terminal d’au moins 80 colonnes et 24 lignes.',
  });
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
      new Option(
        '--only <choix>',
        'à rappeler avant l’envoi du lien, ou dont le lien n’est pas parti',
      ).choices(['to-check', 'unsent']),
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
    .command('settle')
    .argument('<promesse>', ID)
    .description('tranche un lien refusé ou douteux (plateau pledge list --only unsent ; exploitation)')
    .option('--sent', 'il est bien parti (journal du relais)')
    .option('--resend', 'il n’est pas parti : il repart')
    .requiredOption('--reason <texte>', 'motif, sans donnée personnelle')
    .addHelpText('after', '\nExemple : plateau pledge settle 3f2a… --resend --reason "relais rétabli"')
    .action(async (id: string, flags: { sent?: boolean; resend?: boolean; reason: string }) => {
      if (flags.sent === flags.resend) throw oneOfTwo();
      const as = flags.sent ? ('sent' as const) : ('resend' as const);
      await callServer(env, (rpc) => rpc.pledges.settle.mutate({ id, as, reason: flags.reason }));
      terminal.line(as === 'sent' ? 'Lien compté comme envoyé.' : 'Lien remis en file : il part maintenant.');
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

interface DayFlags extends JsonFlag {
  readonly day?: string;
}

function registerFiles(pledge: Command, { env, terminal }: CommandContext): void {
  pledge
    .command('deliver')
    .argument('<campagne>', 'code de la ligne de promesses')
    .description(
      'remet à l’association les promesses d’un jour ; part aussi tout seul après minuit (exploitation)',
    )
    .option('--day <jour>', 'AAAA-MM-JJ ; sans elle, le dernier jour fini')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau pledge deliver PL-2026 --day 2026-12-05')
    .action(async (campaign: string, flags: DayFlags) => {
      const { day } = flags;
      const done = await callServer(env, (rpc) => rpc.pledges.deliver.mutate({ campaign, day }));
      jsonOr({ ...flags, terminal }, done, () => {
        if (done.kind === 'nothing') return terminal.line(`Rien à remettre pour le ${done.day}.`);
        const { fileName, rows, alreadyDelivered } = done.delivery;
        terminal.line(
          `${fileName}.pgp : ${inNumber(rows, 'promesse(s)')}${alreadyDelivered ? ', déjà remis' : ', remis'}.`,
        );
      });
    });
  pledge
    .command('import')
    .argument('<campagne>', 'code de la ligne de promesses')
    .argument('<fichier>', 'nom du fichier dans le dépôt (.xlsx.pgp)')
    .description('prend en compte les règlements dits par l’association, ligne par ligne (exploitation)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau pledge import PL-2026 UNION_REGLEMENTS_FR_20261207.xlsx.pgp')
    .action(async (campaign: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) =>
        rpc.pledges.importFulfilment.mutate({ campaign, fileName }),
      );
      showFulfilment({ ...flags, terminal }, done);
    });
  pledge
    .command('reconcile')
    .argument('<campagne>', 'code de la ligne de promesses')
    .description('promis et payé, par jour, site et voie du lien ; sans identité')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau pledge reconcile PL-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const rows = await callServer(env, (rpc) => rpc.pledges.reconcile.query({ campaign }));
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0) return terminal.line('Aucune promesse.');
        terminal.lines(reconciledTable(rows));
      });
    });
}
