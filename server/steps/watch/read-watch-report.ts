import { MonthCount, type MonthFigures } from '../../domain/watch/watch-measures.ts';
import type { WatchFolder } from '../../ports/watch-folder.ts';

interface Asked {
  /** In the order of the file; targets that it no longer has come after them. */
  readonly names: readonly string[];
  /** How many of the months that have measures, the last ones. */
  readonly months: number;
}

/** Availability and response times of each target, by month, oldest first. Reads only; the watch may run meanwhile. */
export async function readWatchReport(
  { folder }: { readonly folder: WatchFolder },
  { names, months }: Asked,
): Promise<readonly MonthFigures[]> {
  const all: MonthFigures[] = [];
  for (const month of (await folder.months()).slice(-months)) {
    const count = new MonthCount();
    for await (const line of folder.rounds(month)) count.add(line);
    all.push(...count.figures(month, names));
  }
  return all;
}
