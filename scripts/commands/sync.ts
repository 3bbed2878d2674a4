import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { listOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption } from '../cli/json-output.ts';

interface SyncFlags extends JsonFlag {
  readonly check?: true;
  readonly once?: true;
  readonly charity?: string;
  readonly acceptClosures?: string;
  readonly properties: readonly string[];
}

const USUAL = ['email', 'firstname', 'lastname', 'mobilephone'];

/** The CRM, which says who may enter: asked on the host of the data, never written to. */
export function registerSync(program: Command, context: CommandContext): void {
  program
    .command('sync')
    .description('le CRM, qui dit qui peut entrer dans l’annuaire (sur le serveur)')
    .command('hubspot')
    .description('essaie HubSpot, ou fait un tour : ouvre qui peut entrer, ferme qui ne le peut plus')
    .option('--check', 'essai : clé, droits, propriétés, qui peut entrer ; n’écrit rien')
    .option('--once', 'un tour : les fiches de l’annuaire suivent HubSpot')
    .option('--charity <code>', 'avec --once : code de l’association')
    .option(
      '--accept-closures <motif>',
      'avec --once : ferme même plus d’une personne sur dix ; le motif va au journal',
    )
    .option('--properties <noms>', 'avec --check : propriétés à vérifier, entre virgules', listOf, USUAL)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples : plateau sync hubspot --check --properties email,city\n           plateau sync hubspot --once --charity UNION',
    )
    .action(async (flags: SyncFlags, command: Command) => {
      if (flags.check === flags.once) return command.error('choisissez --check ou --once', { exitCode: 2 });
      if (flags.check) return (await import('../cli/host-crm/check-crm.ts')).checkCrm(context, flags);
      if (flags.charity === undefined) return command.error('--once demande --charity', { exitCode: 2 });
      const { syncOnce } = await import('../cli/host-crm/sync-once.ts');
      await syncOnce(context, { ...flags, charity: flags.charity });
    });
}
