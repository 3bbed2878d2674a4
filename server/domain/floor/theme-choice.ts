/** Weights are whole, 0 to 9. */
export const MAX_WEIGHT = 9;

/** Weight of each theme: those given, else 1 for the first of the campaign and 0 for the others (the first alone is used). */
export function themeShares(
  themes: readonly { readonly code: string }[],
  weights: ReadonlyMap<string, number>,
): readonly { readonly code: string; readonly weight: number }[] {
  return themes.map(({ code }, at) => ({ code, weight: weights.get(code) ?? (at === 0 ? 1 : 0) }));
}

/** Spreads neighbouring numbers evenly (the finaliser of MurmurHash3), so that no file's order favours a theme. */
function spread(id: number): number {
  let hash = id >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The theme of a record's card: drawn by weight from the record's number, so that a donor called again hears the same
 * one as long as weights stand, and what each theme brings can be compared. '' for a campaign without themes.
 */
export function themeFor(
  themes: readonly { readonly code: string }[],
  weights: ReadonlyMap<string, number>,
  recordId: number,
): string {
  const shares = themeShares(themes, weights);
  const total = shares.reduce((sum, one) => sum + one.weight, 0);
  if (total === 0) return themes[0]?.code ?? '';
  let place = spread(recordId) % total;
  for (const { code, weight } of shares) {
    if (place < weight) return code;
    place -= weight;
  }
  return themes[0]?.code ?? '';
}
