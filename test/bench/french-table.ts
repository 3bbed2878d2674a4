import type { Figure, FigureLine, Verdict } from './figure.ts';
import type { MachineState } from './machine-state.ts';
import type { Spread } from './spread.ts';

const HEAD = ['mesure', 'médiane', 'min – max', 'limite', 'rapport', 'cible', ''] as const;
const VERDICT: Record<Verdict, string> = {
  kept: 'tenue',
  'median-only': 'tenue (médiane seule)',
  missed: 'MANQUÉE',
};

/** Three significant digits or so: `0,19`, `7,6`, `1 234`. */
function said(value: number): string {
  if (!Number.isFinite(value)) return 'n. d.';
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value
    .toLocaleString('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace(/[\u202f\u00a0]/g, ' ');
}

function withUnit(value: number, unit: string): string {
  return unit === '' ? said(value) : `${said(value)} ${unit}`;
}

function span({ min, max, runs }: Spread): string {
  return runs < 2 ? '1 tour' : `${said(min)} – ${said(max)}`;
}

function cells({ label, unit, value, limit, ratio, target }: FigureLine): readonly string[] {
  return [
    label,
    withUnit(value.median, unit),
    span(value),
    limit ? `${withUnit(limit.value.median, unit)} ${limit.label}` : '',
    ratio === undefined ? '' : `× ${said(ratio)}`,
    target?.text ?? '',
    target ? VERDICT[target.verdict] : '',
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

/** A figure as a person reads it: title, table, remarks. */
export function figureText(figure: Figure): string {
  const body = table([HEAD, ...figure.lines.map(cells)]);
  const remarks = figure.remarks.map((remark) => `  · ${remark}`).join('\n');
  return `${figure.title} (--only ${figure.name})\n${body}\n${remarks}\n`;
}

export function machineText(state: MachineState): string {
  const { cores, cpu, memoryMib, node, sqlite, loadBefore, loadAfter } = state;
  return [
    `Machine : ${cores} cœurs (${cpu}), ${said(memoryMib / 1024)} Gio, ${state.platform}`,
    `Node ${node.slice(1)}, SQLite ${sqlite} ; charge avant ${said(loadBefore)}, après ${said(loadAfter)}`,
  ].join('\n');
}

/** Targets missed, one line each; none: says so. */
export function missesText(figures: readonly Figure[]): string {
  const missed = figures.flatMap((figure) =>
    figure.lines
      .filter((line) => line.target && line.target.verdict !== 'kept')
      .map((line) => {
        const verdict = line.target ? VERDICT[line.target.verdict] : '';
        return `  ${verdict} : ${line.label}, ${withUnit(line.value.median, line.unit)} (${line.target?.text ?? ''})`;
      }),
  );
  return missed.length === 0 ? 'Toutes les cibles sont tenues.' : `Cibles à regarder :\n${missed.join('\n')}`;
}
