/**
 * Record numbers as a short text for the audit log, so that an opening of many says whose: `3,7-12`. A whole campaign is
 * one span; twenty records here and there are some hundred characters.
 */
export function idRanges(ids: Iterable<number>): string {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const id of sorted) {
    const last = spans.at(-1);
    if (last && id === last[1] + 1) last[1] = id;
    else spans.push([id, id]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** True when the text of `idRanges` holds one of the numbers. */
export function rangesHold(text: string, ids: ReadonlySet<number>): boolean {
  return text.split(',').some((span) => {
    const [from = Number.NaN, to = from] = span.split('-').map(Number);
    for (const id of ids) if (id >= from && id <= to) return true;
    return false;
  });
}
