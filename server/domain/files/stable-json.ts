function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

/** Readable JSON with sorted keys and a last line break: equal facts give equal bytes, so that a signature can be made again. */
export function stableJson(facts: unknown): string {
  return `${JSON.stringify(sorted(facts), undefined, 2)}\n`;
}
