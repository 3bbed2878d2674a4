/** `+` only after, `-` only before, a space in both. */
export interface LineChange {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

/** Lines of two texts, in reading order, by their longest common run of lines. Texts of a few dozen lines. */
export function diffLines(before: string, after: string): readonly LineChange[] {
  const a = before.split('\n');
  const b = after.split('\n');
  // common[i][j]: lines shared by the ends of both texts from i and j.
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ mark: ' ', text: a[i] ?? '' });
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      changes.push({ mark: '-', text: a[i] ?? '' });
      i += 1;
    } else {
      changes.push({ mark: '+', text: b[j] ?? '' });
      j += 1;
    }
  }
  return changes;
}
