/** What is printed for one volunteer. */
export interface Badge {
  readonly person: string;
  readonly site: string;
  /** `samedi 5 décembre, 20 h – 23 h`. */
  readonly when: string;
  /** Eight letters, as a barcode reader gives them. */
  readonly code: string;
}

/** Badges to cut out, on A4. */
export interface BadgeSheet {
  readonly campaign: string;
  /** Printed small under each: where to go with it. */
  readonly note: string;
  readonly createdAtMs: number;
  readonly badges: readonly Badge[];
}
