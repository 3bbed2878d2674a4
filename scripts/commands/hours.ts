import type { Command } from 'commander';
import { PAUSE_LABEL } from '../../shared/breaks.ts';
import { civilDate, HOUSE_ZONE, zoned } from '../../shared/time.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly agent?: string;
  readonly campaign?: string;
  readonly from?: string;
  readonly to?: string;
}

const clock = (atMs: number): string =>
  zoned(atMs, HOUSE_ZONE).toPlainTime().toString({ smallestUnit: 'minute' });

/** `5 h 07`: hours of work are read in minutes. */
function spanText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

function breakText(code: string, seconds: number): string {
  const label = (PAUSE_LABEL as Readonly<Record<string, string>>)[code] ?? 'Pause sans code';
  return `${label} ${spanText(seconds)}`;
}

/** Shifts, breaks by code and production hours (indicator 9): staff data, the lead's own people only. */
export function registerHours(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('hours')
    .description('heures de vos téléacteurs : vacation, pauses, production, appels (chef d’équipe)')
    .option('--agent <identifiant>', 'une personne')
    .option('--campaign <code>', 'production et appels de cette campagne seulement')
    .option('--from <jour>', 'premier jour, par exemple 2026-11-01 ; par défaut, aujourd’hui')
    .option('--to <jour>', 'dernier jour ; par défaut, celui de --from')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau hours --agent zoe --from 2026-11-16 --to 2026-11-22')
    .action(async ({ agent, campaign, from, to, json }: Flags) => {
      const lines = await callServer(env, async (rpc) => {
        const today = civilDate((await rpc.session.clock.query()).nowMs);
        const first = from ?? to ?? today;
        return rpc.quality.hours.query({ agent, campaign, from: first, to: to ?? first });
      });
      jsonOr({ json, terminal }, lines, () => {
        if (lines.length === 0) return terminal.line('Personne n’a travaillé sur la période.');
        const rows = lines.map((one) => [
          one.day,
          one.login,
          clock(one.fromMs),
          one.toMs === null ? 'en cours' : `${clock(one.toMs)}${one.endedBySilence ? ' *' : ''}`,
          spanText(one.productionSeconds),
          one.calls,
          Object.entries(one.breaks)
            .map(([code, seconds]) => breakText(code, seconds))
            .join(', ') || '—',
        ]);
        terminal.lines(
          textTable(['Jour', 'Téléacteur', 'Début', 'Fin', 'Production', 'Appels', 'Pauses'], rows),
        );
        if (lines.some((one) => one.endedBySilence))
          terminal.line('* vacation close au dernier signe de vie du poste.');
      });
    });
}
