import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { rightsTable } from '../cli/line/pledge-lines.ts';
import { callServer } from '../cli/rpc.ts';

interface KeyFlags extends JsonFlag {
  readonly phone?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly postcode?: string;
}

type PledgeKey =
  | { readonly by: 'phone'; readonly phone: string }
  | {
      readonly by: 'name';
      readonly lastName: string;
      readonly firstName: string;
      readonly postcode: string;
    };

function keyOf({ phone, lastName, firstName = '', postcode }: KeyFlags): PledgeKey | undefined {
  if (phone !== undefined && lastName === undefined && postcode === undefined) return { by: 'phone', phone };
  if (phone !== undefined || lastName === undefined || postcode === undefined) return undefined;
  return { by: 'name', lastName, firstName, postcode };
}

const ID = 'numéro de la promesse (plateau pledge find)';

/** Rights of those who promised: the data officer finds, gives a copy, erases. */
export function registerPledgeRights(pledge: Command, { env, terminal }: CommandContext): void {
  const find = pledge.command('find');
  find
    .argument('<campagne>', 'code de la ligne de promesses')
    .description(
      'les promesses de quelqu’un qui exerce ses droits, sans rien ouvrir (responsable des données)',
    )
    .option('--phone <numéro>', 'le numéro qui a appelé')
    .option('--last-name <nom>', 'le nom, comme il a été donné')
    .option('--first-name <prénom>', 'le prénom, s’il a été donné')
    .option('--postcode <code>', 'le code postal donné')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples :\n  plateau pledge find PL-2026 --phone "06 39 98 00 01"\n  plateau pledge find PL-2026 --last-name Pélouneau --first-name Zéphyrine --postcode 31990',
    )
    .action(async (campaign: string, flags: KeyFlags) => {
      const key = keyOf(flags);
      if (!key) return find.error('donnez --phone, ou --last-name et --postcode', { exitCode: 2 });
      const rows = await callServer(env, (rpc) => rpc.pledges.find.mutate({ campaign, key }));
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0)
          return terminal.line('Aucune promesse sous ce nom ou ce numéro : effacée, ou jamais faite.');
        terminal.lines(rightsTable(rows));
      });
    });
  pledge
    .command('copy')
    .argument('<promesse>', ID)
    .description(
      'copie de tout ce qui est tenu sur la personne, scellée pour l’association (responsable des données)',
    )
    .requiredOption('--reason <texte>', 'comment la demande est venue et l’identité vérifiée')
    .addHelpText('after', '\nExemple : plateau pledge copy 3f2a… --reason "courrier, pièce vue"')
    .action(async (id: string, { reason }: { reason: string }) => {
      const { delivered } = await callServer(env, (rpc) => rpc.pledges.copy.mutate({ id, reason }));
      for (const name of delivered) terminal.line(`${name} : remis.`);
      terminal.line('L’association la remet à la personne.');
    });
  pledge
    .command('erase')
    .argument('<promesse>', ID)
    .description('efface qui a promis ; le montant et la date restent aux chiffres (responsable des données)')
    .requiredOption('--reason <texte>', 'comment la demande est venue et l’identité vérifiée')
    .addHelpText('after', '\nExemple : plateau pledge erase 3f2a… --reason "courrier, pièce vue"')
    .action(async (id: string, { reason }: { reason: string }) => {
      const { isWithdrawn } = await callServer(env, (rpc) => rpc.pledges.erase.mutate({ id, reason }));
      terminal.line(
        isWithdrawn
          ? 'Effacée et retirée : plus aucun message ne part, et son lien n’est plus attendu.'
          : 'Effacée : son montant et sa date restent aux chiffres.',
      );
      terminal.line('Les fichiers du jour n’en disent rien : prévenez l’association qu’elle en a une copie.');
    });
}
