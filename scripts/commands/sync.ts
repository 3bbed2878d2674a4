import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { listOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';

interface Flags extends JsonFlag {
  readonly check: true;
  readonly properties: readonly string[];
}

const TEN_MINUTES_MS = 600_000;
const USUAL = ['email', 'firstname', 'lastname', 'mobilephone'];

/** The CRM, which says who may enter: asked on the host of the data, never written to. */
export function registerSync(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('sync')
    .description('le CRM, qui dit qui peut entrer : lire ce qu’il répond')
    .command('hubspot')
    .description('demande à HubSpot tout ce qu’un tour demande, et n’en garde rien')
    .requiredOption('--check', 'essai : clé, droits, propriétés, qui peut entrer')
    .option('--properties <noms>', 'propriétés à vérifier, entre virgules', listOf, USUAL)
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau sync hubspot --check --properties email,city')
    .action(async ({ properties, json }: Flags) => {
      const { crmNotConfigured, crmOf } = await import('../cli/host-crm/open-crm.ts');
      const { crmLines, requireSound } = await import('../cli/host-crm/crm-lines.ts');
      const { examineCrm } = await import('../../server/steps/crm/examine-crm.ts');
      const { openPaperDesk } = await import('../../server/context.ts');
      const { civilDate } = await import('../../shared/time.ts');
      const crm = crmOf(env);
      if (!crm) throw crmNotConfigured();
      const nowMs = openPaperDesk().clock.nowMs();
      const { config, source } = crm;
      const asked = { rule: config.rule, properties, sinceMs: nowMs - TEN_MINUTES_MS };
      const found = await examineCrm(source, asked);
      jsonOr({ json, terminal }, found, () => {
        for (const line of crmLines(found, { config, today: civilDate(nowMs) })) terminal.line(line);
      });
      requireSound(found);
    });
}
