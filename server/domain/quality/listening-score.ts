import type { ListeningGrid } from './listening-grid.ts';

/** Points of a criterion, 0 to the grid's scale; null where it did not apply to that call. */
export type Points = number | null;

/** What a listener gave. */
export interface GivenScores {
  readonly points: Readonly<Record<string, Points>>;
  /** Ids of the grid's instant fails. */
  readonly fails: readonly string[];
}

/** French: what is missing or wrong in the scores, for the person who gives them; undefined when they fit the grid. */
export function scoresProblem(grid: ListeningGrid, { points, fails }: GivenScores): string | undefined {
  const unknown = Object.keys(points).filter((id) => !grid.criteria.some((one) => one.id === id));
  if (unknown.length > 0) return `Critère inconnu de la grille : ${unknown.join(', ')}.`;
  const missing = grid.criteria.filter(({ id }) => points[id] === undefined).map(({ id }) => id);
  if (missing.length > 0) return `Il manque une note : ${missing.join(', ')}.`;
  const wrong = grid.criteria
    .filter(({ id }) => {
      const value = points[id];
      return typeof value === 'number' && (!Number.isInteger(value) || value < 0 || value > grid.scale);
    })
    .map(({ id }) => id);
  if (wrong.length > 0) return `Une note va de 0 à ${grid.scale} : ${wrong.join(', ')}.`;
  if (Object.values(points).every((value) => value === null)) return 'Au moins un critère doit être noté.';
  const strange = fails.filter((id) => !grid.fails.some((one) => one.id === id));
  return strange.length > 0 ? `Fait éliminatoire inconnu de la grille : ${strange.join(', ')}.` : undefined;
}

/**
 * Whole per cent, half-up: weighted points over weighted best, criteria that did not apply left out. One instant fail makes
 * it 0. The scores fit the grid (`scoresProblem`).
 */
export function listeningScore(grid: ListeningGrid, { points, fails }: GivenScores): number {
  if (fails.length > 0) return 0;
  let got = 0;
  let best = 0;
  for (const { id, weight } of grid.criteria) {
    const value = points[id];
    if (value === null || value === undefined) continue;
    got += weight * value;
    best += weight * grid.scale;
  }
  return best === 0 ? 0 : Math.floor((200 * got + best) / (2 * best));
}
