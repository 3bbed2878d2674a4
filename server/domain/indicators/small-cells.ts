/**
 * Below this many people a cell is not told, in figures that stay or leave (docs/rules/data-protection.md): a small group crossed
 * with another names somebody.
 */
export const SMALLEST_CELL = 5;

export function isSmall(count: number, least: number = SMALLEST_CELL): boolean {
  return count > 0 && count < least;
}

/**
 * Which cells of a table of counts are not told, in its shape. Small ones, and in each line and column that would hide one alone
 * the smallest other that is not empty: its total, known from elsewhere, gives none of them away.
 */
export function hiddenCells(
  counts: readonly (readonly number[])[],
  least: number = SMALLEST_CELL,
): readonly (readonly boolean[])[] {
  const hidden = counts.map((row) => row.map((count) => isSmall(count, least)));
  const width = Math.max(0, ...counts.map((row) => row.length));
  const rows = counts.map((row, y) => row.map((_, x) => [y, x] as const));
  const columns = Array.from({ length: width }, (_, x) => counts.map((_, y) => [y, x] as const));
  const lines = [...rows, ...columns];
  const valueAt = ([y, x]: readonly [number, number]) => counts[y]?.[x] ?? 0;
  const isHidden = ([y, x]: readonly [number, number]) => hidden[y]?.[x] === true;
  // A cell hidden for its line may leave its column with one: each turn but the last hides one more at least.
  for (let turn = 0; turn < lines.length + 1; turn += 1) {
    const more = lines.flatMap((line) => {
      if (line.filter(isHidden).length !== 1) return [];
      const others = line.filter((cell) => !isHidden(cell) && valueAt(cell) > 0);
      return others.toSorted((a, b) => valueAt(a) - valueAt(b)).slice(0, 1);
    });
    if (more.length === 0) break;
    for (const [y, x] of more) {
      const row = hidden[y];
      if (row) row[x] = true;
    }
  }
  return hidden;
}
