import { columnOf, type ListFault, listedLines } from '../../files/listed-lines.ts';

/** Calls that a charity expects in some time, by chance all through it. */
export interface ExpectedCalls {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly callsPerHour: number;
}

const MOST_LINES = 500;
const MOST_PER_HOUR = 100_000;
const HOUR_MS = 3_600_000;
/** Longer is a mistake in a date. */
const LONGEST_MS = 24 * HOUR_MS;

/** Columns by the words of their heading, folded. One of the last two. */
const COLUMNS = {
  from: ['de', 'du', 'debut'],
  to: ['a', 'au', 'fin'],
  rate: ['appels par heure', 'appels/h', 'par heure'],
  total: ['appels', "nombre d'appels"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * `2026-12-05T20:00`, `2026-12-05 20:00`, `05/12/2026 20:00`; undefined for anything else, and for an hour that comes twice or
 * never.
 */
function instantIn(text: string, zone: string): number | undefined {
  const iso = text.replace(/^(\d{2})\/(\d{2})\/(\d{4})/, '$3-$2-$1').replace(' ', 'T');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?$/.test(iso)) return undefined;
  try {
    return Temporal.PlainDateTime.from(iso).toZonedDateTime(zone, { disambiguation: 'reject' })
      .epochMilliseconds;
  } catch {
    // 30 February, or the hour of a change of clocks: the line is told as a fault.
    return undefined;
  }
}

/** The end of a time: an instant, or `23:30`, the next one after its beginning. */
function endIn(text: string, fromMs: number, zone: string): number | undefined {
  const hour = /^(\d{2}):(\d{2})$/.exec(text);
  if (!hour) return instantIn(text, zone);
  if (Number(hour[1]) > 23 || Number(hour[2]) > 59) return undefined;
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  const same = from.with({ hour: Number(hour[1]), minute: Number(hour[2]) });
  return (same.epochMilliseconds > fromMs ? same : same.add({ days: 1 })).epochMilliseconds;
}

function countIn(text: string): number | undefined {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
}

type Read = ExpectedCalls | { readonly problem: string };

interface Cells {
  readonly from: string;
  readonly to: string;
  readonly count: string;
  readonly isRate: boolean;
}

function rowOf({ from, to, count, isRate }: Cells, zone: string): Read {
  const fromMs = instantIn(from, zone);
  if (fromMs === undefined) return { problem: '« de » : écrivez 2026-12-05T20:00 ou 05/12/2026 20:00' };
  const toMs = endIn(to, fromMs, zone);
  if (toMs === undefined) return { problem: '« à » : écrivez 21:00, 2026-12-05T21:00 ou 05/12/2026 21:00' };
  if (toMs <= fromMs || toMs - fromMs > LONGEST_MS)
    return { problem: 'ces heures finissent après leur début, un jour après au plus' };
  const calls = countIn(count);
  if (calls === undefined) return { problem: 'le nombre d’appels est un nombre entier' };
  const callsPerHour = isRate ? calls : Math.ceil((calls * HOUR_MS) / (toMs - fromMs));
  if (callsPerHour > MOST_PER_HOUR) return { problem: `cela passe ${MOST_PER_HOUR} appels par heure` };
  return { fromMs, toMs, callsPerHour };
}

/**
 * The calls expected, as a spreadsheet saves them (CSV): « de », « à », and « appels par heure », or « appels » for those of the
 * whole time. On the clock of the line's country. Every line is either a time or a fault; times in the order in which they come.
 */
export function readForecast(
  text: string,
  zone: string,
): { readonly rows: readonly ExpectedCalls[]; readonly faults: readonly ListFault[] } {
  const list = listedLines(text);
  const at = (column: keyof typeof COLUMNS) => columnOf(list, COLUMNS[column]);
  const [from, to, rate, total] = [at('from'), at('to'), at('rate'), at('total')];
  if (from < 0 || to < 0 || rate < 0 === total < 0) {
    const problem = 'il faut les colonnes « de », « à », et une de « appels par heure » ou « appels »';
    return { rows: [], faults: [{ line: 1, problem }] };
  }
  const rows: (ExpectedCalls & { readonly line: number })[] = [];
  const faults: ListFault[] = [];
  for (const { line, cells } of list.lines) {
    const cell = (column: number) => cells[column] ?? '';
    const read = rowOf(
      { from: cell(from), to: cell(to), count: cell(rate < 0 ? total : rate), isRate: rate >= 0 },
      zone,
    );
    if ('problem' in read) faults.push({ line, problem: read.problem });
    else {
      const other = rows.find((one) => one.fromMs < read.toMs && read.fromMs < one.toMs);
      if (line - 1 > MOST_LINES) faults.push({ line, problem: `la prévision dépasse ${MOST_LINES} lignes` });
      else if (other) faults.push({ line, problem: `ces heures sont déjà à la ligne ${other.line}` });
      else rows.push({ ...read, line });
    }
  }
  if (rows.length === 0 && faults.length === 0) faults.push({ line: 1, problem: 'la prévision est vide' });
  return {
    rows: rows.toSorted((a, b) => a.fromMs - b.fromMs).map(({ line: _, ...row }) => row),
    faults,
  };
}
