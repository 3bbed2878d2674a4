import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption } from '../cli/json-output.ts';
import { showList } from '../cli/list-summary.ts';
import { callServer } from '../cli/rpc.ts';

const FILE = 'nom du fichier dans le dépôt (.xlsx.pgp)';

/** Lists that the charity drops during a campaign: withdrawals, objections, checks of the Belgian list. */
export function registerLists(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('withdraw')
    .argument('<campagne>', 'code de la campagne')
    .argument('<fichier>', FILE)
    .description('retire des fiches à la demande de l’association (exploitation)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau withdraw UPG-FR-2026 UNION_RETRAIT_UPG_FR_20261201.xlsx.pgp')
    .action(async (campaign: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.withdraw.mutate({ campaign, fileName }));
      showList({ ...flags, terminal }, done);
    });
  program
    .command('suppress')
    .argument('<cible>', 'code de l’association, ou d’une de ses campagnes ; l’opposition vaut pour toutes')
    .argument('<fichier>', FILE)
    .description('prend en compte une liste d’oppositions : identifiants, numéros, e-mails (exploitation)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau suppress UNION UNION_OPPOSITIONS_20261201.xlsx.pgp')
    .action(async (target: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.suppress.mutate({ target, fileName }));
      showList({ ...flags, terminal }, done);
    });
  program
    .command('list-check')
    .argument('<cible>', 'code de l’association, ou d’une de ses campagnes belges')
    .argument('<fichier>', FILE)
    .description('prend en compte un contrôle de la liste belge « Ne m’appelez plus » (exploitation)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau list-check UNION UNION_DNCM_BE_20261201.xlsx.pgp')
    .action(async (target: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.check.mutate({ target, fileName }));
      showList({ ...flags, terminal }, done);
    });
}
