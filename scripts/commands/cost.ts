import type { Command } from 'commander';
import { type CostRow, costRows } from '../../server/domain/cost/cost-workbook.ts';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { formatHomeMoney, money } from '../../shared/money.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { weekOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly week?: string;
  readonly out?: string;
}

type CampaignCost = Awaited<ReturnType<Rpc['review']['cost']['query']>>;

function valueText({ unit }: CostRow, value: number | null, currency: CampaignCost['currency']): string {
  if (value === null) return '';
  if (unit === 'amount') return formatHomeMoney(money(value, currency));
  if (unit === 'count') return value.toLocaleString('fr-FR');
  return value.toLocaleString('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).concat(' h');
}

function show(terminal: Terminal, cost: CampaignCost): void {
  const week = frenchWeek(cost.week);
  const state = cost.isRunning ? 'semaine en cours' : 'semaine finie';
  terminal.line(`${cost.campaign} — ${cost.name} (${week}, ${state}). Interne : ne va pas à l’association.`);
  const rows = costRows(cost).map((row) => [
    row.label,
    valueText(row, row.period, cost.currency),
    valueText(row, row.cumulated, cost.currency),
  ]);
  const widths = [1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0), 15));
  const aligned = rows.map((row) =>
    row.map((text, at) => (at === 0 ? text : text.padStart(widths[at - 1] ?? 0))),
  );
  terminal.lines(textTable(['Ligne', 'Semaine', 'Depuis le début'], aligned));
}

/** What a campaign costs under its rates, for leads and ops. */
export function registerCost(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('cost')
    .argument('<campagne>', 'code de la campagne')
    .description(
      'coût de la semaine et cumulé, par contact utile et par accord (chef d’équipe, exploitation)',
    )
    .option('--week <semaine>', 'semaine, par exemple 2026-S47 ; par défaut, la semaine en cours', weekOf)
    .option('--out <dossier>', 'écrit aussi le classeur, dans un dossier vide ou nouveau')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau cost UPG-FR-2026 --week 2026-S47 --out couts-S47')
    .action(async (campaign: string, { week, out, json }: Flags) => {
      const { cost, file } = await callServer(env, async (rpc) => ({
        cost: await rpc.review.cost.query({ campaign, week }),
        file: out === undefined ? undefined : await rpc.review.costSheet.query({ campaign, week }),
      }));
      const paths = out !== undefined && file ? writeInto(out, [file]) : [];
      jsonOr({ json, terminal }, { ...cost, paths }, () => {
        show(terminal, cost);
        for (const path of paths) terminal.line(`Classeur écrit : ${path}`);
      });
    });
}
