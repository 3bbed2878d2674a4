import { accessSync, constants } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import { examineBase } from '../../server/steps/house/examine-base.ts';
import { examineHouse } from '../../server/steps/house/examine-house.ts';
import { type Finding, finding } from '../../server/steps/house/finding.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { showFindings } from '../cli/finding-lines.ts';
import { onHost } from '../cli/host.ts';
import { crmFindings } from '../cli/host-crm/crm-findings.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { lineFailures } from '../cli/line-failures.ts';

async function examine({ env, terminal }: CommandContext): Promise<readonly Finding[]> {
  const config = await finding('configuration', 'variables complètes', async () => readConfig(env));
  if (!config.ok) return [config];
  const { dataDir } = readConfig(env);
  try {
    return await onHost(env, terminal, async ({ app }) => {
      accessSync(dataDir, constants.W_OK);
      return [
        config,
        ...(await examineBase(app.store, app.archiveDays)),
        await lineFailures(env),
        ...(await crmFindings(env, app.clock)),
        ...(await examineHouse(app)),
      ];
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [
      config,
      { part: 'ouverture', ok: false, message: `${error.message} [${error.code}]`, hint: error.hint },
    ];
  }
}

/** Tries every outside part and says what is wrong and how to mend it. */
export function registerDoctor(program: Command, context: CommandContext): void {
  const { terminal } = context;
  program
    .command('doctor')
    .description('essaie chaque partie extérieure et dit ce qui ne va pas (sur le serveur)')
    .option(
      '--security',
      'droits, TLS, clés d’hôte, horloge, mémoire d’échange, sauvegarde, journal, paquets',
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau doctor --security')
    .action(async (flags: JsonFlag & { security?: boolean }) => {
      if (flags.security) {
        const { doctorSecurity } = await import('./doctor-security.ts');
        return doctorSecurity(context, flags);
      }
      const findings = await examine(context);
      jsonOr({ ...flags, terminal }, findings, () => showFindings(terminal, findings));
      const bad = findings.filter((one) => !one.ok).length;
      if (bad > 0) {
        throw new AppError({
          code: 'house-unsound',
          kind: 'unavailable',
          message: `${inNumber(bad, 'partie(s)')} à réparer.`,
          hint: 'Suivez le « que faire » de chacune, puis relancez plateau doctor.',
        });
      }
    });
}
