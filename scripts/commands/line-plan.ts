import type { Command } from 'commander';
import type { ListFault } from '../../server/domain/files/listed-lines.ts';
import type { LineSettings } from '../../server/domain/line/line-settings.ts';
import { countryFacts } from '../../shared/country.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { readLine } from '../cli/line/read-line.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { callServer } from '../cli/rpc.ts';

interface PlanFlags extends JsonFlag {
  readonly callsPerHour?: number;
  readonly forecast?: string;
  readonly slots?: boolean;
}

/** Seats to be held, for one rate of calls or hour by hour, beside those who signed up. */
export function registerLinePlan(line: Command, context: CommandContext): void {
  const plan = line
    .command('plan')
    .argument('<dossier>', 'dossier d’une ligne de promesses', shippedPath)
    .description('prévoit les postes à tenir et le débordement (Erlang), et ce qu’il manque aux créneaux')
    .option('--calls-per-hour <n>', 'appels attendus par heure', wholeBetween(1, 100_000))
    .option('--forecast <fichier>', 'CSV : de ; à ; appels par heure (ou : appels, de toute la durée)')
    .option('--slots', 'avec --forecast : les places et les inscrits de la maison, et ce qu’il manque')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples : plateau line plan pledge-line --calls-per-hour 573\n           plateau line plan pledge-line --forecast appels.csv --slots',
    );
  plan.action(async (dir: string, flags: PlanFlags) => {
    if ((flags.callsPerHour === undefined) === (flags.forecast === undefined))
      return plan.error('donnez --calls-per-hour, ou --forecast', { exitCode: 2 });
    if (flags.slots && flags.forecast === undefined)
      return plan.error('--slots va avec --forecast', { exitCode: 2 });
    const settings = await readLine(dir);
    if (flags.forecast === undefined) await showRate(context, settings, flags);
    else await showHours(context, settings, { ...flags, forecast: flags.forecast });
  });
}

async function showRate({ terminal }: CommandContext, settings: LineSettings, flags: PlanFlags) {
  const { linePlan } = await import('../../server/domain/line/staffing/line-plan.ts');
  const { planLines } = await import('../cli/line/line-tables.ts');
  jsonOr({ ...flags, terminal }, linePlan(settings, flags.callsPerHour ?? 1), (plan) =>
    terminal.lines(planLines(plan, settings)),
  );
}

async function showHours(
  { env, terminal }: CommandContext,
  settings: LineSettings,
  { forecast, slots: isCompared = false, json }: PlanFlags & { readonly forecast: string },
) {
  const { readForecast } = await import('../../server/domain/line/staffing/call-forecast.ts');
  const { slotPlan } = await import('../../server/domain/line/staffing/slot-plan.ts');
  const { slotPlanLines } = await import('../cli/line/slot-plan-lines.ts');
  const { rows, faults } = readForecast(readTypedText(forecast), countryFacts(settings.country).zone);
  if (faults.length > 0) throw forecastInvalid(faults);
  const campaign = settings.code;
  const slots = isCompared
    ? await callServer(env, async (rpc) => {
        const [places, seats] = await Promise.all([
          rpc.seats.slots.query({ campaign }),
          rpc.seats.list.query({ campaign }),
        ]);
        return { slots: places, seen: new Set(seats.map(({ site }) => site)) };
      })
    : undefined;
  jsonOr({ json, terminal }, slotPlan(settings, rows, slots), (plan) =>
    terminal.lines(slotPlanLines(plan, settings, isCompared)),
  );
}

/** Faults that are told; the others come once these are mended. */
const MOST_TOLD = 5;

function forecastInvalid(faults: readonly ListFault[]): AppError {
  const told = faults.slice(0, MOST_TOLD).map(({ line, problem }) => `ligne ${line} : ${problem}`);
  const more = faults.length > MOST_TOLD ? [`et ${faults.length - MOST_TOLD} autres`] : [];
  return new AppError({
    code: 'forecast-invalid',
    kind: 'invalid',
    message: `Cette prévision ne se lit pas : ${[...told, ...more].join(' ; ')}.`,
    hint: 'Première ligne : « de ; à ; appels par heure » ; puis une ligne par heure ou par pointe : 2026-12-05T20:00;21:00;573.',
  });
}
