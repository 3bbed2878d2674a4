import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { showList } from '../cli/list-summary.ts';
import { callServer } from '../cli/rpc.ts';

interface SignedFlags extends JsonFlag {
  readonly reference: string;
  readonly on: string;
}

/**
 * Resumed gifts whose new mandate was signed after the call: only then do they enter the weekly file
 * (docs/rules/direct-debit.md).
 */
export function registerMandate(program: Command, { env, terminal }: CommandContext): void {
  const mandate = program
    .command('mandate')
    .description('signatures de nouveaux mandats, après l’accord au téléphone (exploitation)');
  mandate
    .command('signed')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .argument('<donateur>', 'ID_DONATEUR de l’association')
    .requiredOption('--reference <rum>', 'référence du nouveau mandat')
    .requiredOption('--on <date>', 'date de signature, AAAA-MM-JJ', dayOf)
    .addOption(jsonOption())
    .description('enregistre une signature : l’accord compte dès cette semaine')
    .addHelpText(
      'after',
      '\nExemple : plateau mandate signed REA-FR-2026 00042 --reference RUM2026A42 --on 2026-12-01',
    )
    .action(async (campaign: string, donorId: string, flags: SignedFlags) => {
      const { reference, on: signedOn } = flags;
      const input = { campaign, donorId, reference, signedOn };
      const signed = await callServer(env, (rpc) => rpc.lists.signMandate.mutate(input));
      jsonOr({ ...flags, terminal }, signed, () => {
        terminal.line(`Signature enregistrée : l’accord part dans le fichier des mandats de ${signed.week}.`);
        if (signed.firstDebitOn !== null) terminal.line(`Première échéance : ${signed.firstDebitOn}.`);
      });
    });
  mandate
    .command('import')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .argument('<fichier>', 'nom du fichier dans le dépôt (.xlsx.pgp)')
    .addOption(jsonOption())
    .description('enregistre les signatures d’un fichier de l’association')
    .addHelpText(
      'after',
      '\nExemple : plateau mandate import REA-FR-2026 UNION_MANDATS_SIGNES_REA_FR_20261201.xlsx.pgp',
    )
    .action(async (campaign: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.importMandates.mutate({ campaign, fileName }));
      showList({ ...flags, terminal }, done);
    });
}
