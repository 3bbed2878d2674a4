import type { Command } from 'commander';
import { kindLines, measureLines, rateText } from '../../server/domain/quality/incident-report.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { showDelivered } from './deliver.ts';

interface Flags extends JsonFlag {
  readonly campaign: string;
  readonly from: string;
  readonly to: string;
  readonly dryRun?: boolean;
}

/** `plateau incident report`: counts, kinds and measures to the charity, as a PDF in its drop. */
export function registerIncidentReport(incident: Command, { env, terminal }: CommandContext): void {
  incident
    .command('report')
    .description('remet à l’association le compte des incidents d’une période finie (PDF, aucun nom)')
    .requiredOption('--campaign <code>', 'code de la campagne')
    .requiredOption('--from <jour>', 'premier jour, par exemple 2026-11-01')
    .requiredOption('--to <jour>', 'dernier jour, au plus tard hier')
    .option('--dry-run', 'montre les chiffres, ne remet rien')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau incident report --campaign UPG-FR-2026 --from 2026-11-01 --to 2026-11-30 --dry-run',
    )
    .action(async ({ dryRun, json, campaign, from, to }: Flags) => {
      const input = { campaign, from, to };
      if (!dryRun) {
        const done = await callServer(env, (rpc) => rpc.quality.deliverIncidents.mutate(input));
        return showDelivered({ json, terminal }, done);
      }
      const figures = await callServer(env, (rpc) => rpc.quality.incidentFigures.query(input));
      jsonOr({ json, terminal }, figures, () => {
        terminal.line(
          `${inNumber(figures.incidents.length, 'incident(s)')}, ${rateText(figures)} ; rien n’a été remis.`,
        );
        const kinds = kindLines(figures);
        if (kinds.length > 0) terminal.lines(textTable(['Sorte', 'Tous', 'Ouverts', 'Clos'], kinds));
        const measures = measureLines(figures);
        if (measures.length > 0) terminal.lines(textTable(['Mesure', 'Incidents clos'], measures));
      });
    });
}
