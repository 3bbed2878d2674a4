import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';

/** A new installation, from nothing to the line that starts it. */
export function registerSetup(program: Command, context: CommandContext): void {
  program
    .command('setup')
    .option(
      '--from <fichier>',
      'réponses dans un fichier, pour une machine sans personne (scripts/setup/setup.exemple.yaml)',
    )
    .description(
      'installe pas à pas dans le dossier courant (sur le serveur) ; à nouveau : reprend où c’était, ne remplace rien',
    )
    .addHelpText('after', '\nExemple : plateau setup --from setup.yaml')
    .action(async (flags: { from?: string }) => {
      const { runSetup } = await import('../setup/run-setup.ts');
      if (flags.from === undefined) {
        const { askPlan } = await import('../setup/ask-plan.ts');
        return runSetup(context, { ask: askPlan });
      }
      const { readSetupPlan } = await import('../setup/setup-plan.ts');
      const plan = await readSetupPlan(flags.from);
      return runSetup(context, { plan });
    });
}
