/** One thing that was tried against the house, and what becomes of it. */
export interface Attack {
  /** Name of the row; its number is its place. */
  readonly key: string;
  readonly kind: 'Accès' | 'Portes' | 'Coffre et base' | 'Fichiers reçus' | 'Ce qui sort' | 'Appels';
  /** French: what is tried. */
  readonly tried: string;
  /** French: at which door. */
  readonly where: string;
  /** Code of the refusal, or in French what happens instead. */
  readonly refusal: string;
  /** `file › title` of the test that tries it; absent: the test of that key in test/attacks. */
  readonly test?: string;
}

type Rest = Omit<Attack, 'key' | 'kind'>;
/** The rows of a kind, in the order they are written. */
export const rowsOf = (kind: Attack['kind'], rows: Readonly<Record<string, Rest>>): readonly Attack[] =>
  Object.entries(rows).map(([key, rest]) => ({ key, kind, ...rest }));
