import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { showList } from '../cli/list-summary.ts';
import { callServer } from '../cli/rpc.ts';

/** The round trip with the supplier of telephone numbers (docs/rules/enrichment.md). */
export function registerEnrich(program: Command, { env, terminal }: CommandContext): void {
  const enrich = program
    .command('enrich')
    .description('numéros demandés à un fournisseur approuvé par l’association (exploitation)');
  enrich
    .command('export')
    .argument('<campagne>', 'code de la campagne')
    .description('dépose la demande : noms et adresses des fiches sans numéro, chiffrés pour le fournisseur')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau enrich export UPG-FR-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const asked = await callServer(env, (rpc) => rpc.lists.enrichExport.mutate({ campaign }));
      jsonOr({ ...flags, terminal }, asked, () => {
        terminal.line(
          `Demande ${asked.requestId} déposée pour ${asked.supplier} : ${inNumber(asked.lines, 'ligne(s)')}.`,
        );
        terminal.line(`  fichier   ${asked.fileName}.pgp`);
        terminal.line(`  SHA-256   ${asked.sha256Sealed}`);
      });
    });
  enrich
    .command('import')
    .argument('<campagne>', 'code de la campagne')
    .argument('<fichier>', 'nom du retour dans le dépôt (.xlsx.pgp)')
    .description('ajoute les numéros trouvés, sans rien écraser ; oppositions et exclusions sont revues')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau enrich import UPG-FR-2026 UNION_ENRICH_RETOUR_UPG_FR_20261208.xlsx.pgp',
    )
    .action(async (campaign: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.enrichImport.mutate({ campaign, fileName }));
      showList({ ...flags, terminal }, done);
    });
  enrich
    .command('attest')
    .argument('<demande>', 'identifiant de la demande, affiché par « enrich export »')
    .requiredOption('--on <date>', 'date de l’attestation du fournisseur, AAAA-MM-JJ', dayOf)
    .description('note que le fournisseur atteste avoir effacé ce qui lui avait été confié')
    .addHelpText('after', '\nExemple : plateau enrich attest UPG-FR-2026-E1 --on 2026-12-15')
    .action(async (requestId: string, flags: { on: string }) => {
      const row = await callServer(env, (rpc) => rpc.lists.enrichAttest.mutate({ requestId, on: flags.on }));
      terminal.line(`Demande ${row.id} : effacement attesté par ${row.supplier} le ${row.attestedOn}.`);
    });
}
