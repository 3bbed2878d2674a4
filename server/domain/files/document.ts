/** A French document of titled sections, rendered as PDF by the document port. */
export interface DocumentSpec {
  readonly title: string;
  readonly subtitle: string;
  readonly createdAtMs: number;
  readonly sections: readonly DocumentSection[];
  readonly footer: string;
}

export type DocumentSection =
  | {
      readonly kind: 'fields';
      readonly title: string;
      readonly fields: readonly (readonly [string, string])[];
    }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly headers: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'text'; readonly title: string; readonly paragraphs: readonly string[] }
  | {
      readonly kind: 'picture';
      /** What it shows, in a sentence. */
      readonly title: string;
      readonly png: Uint8Array;
      readonly widthPx: number;
      readonly heightPx: number;
      /** The same for those who do not see it: where a picture cannot stand, it is written instead. */
      readonly alt: string;
    }
  /** Commands to type as they stand, one a line. */
  | { readonly kind: 'commands'; readonly title: string; readonly lines: readonly string[] };
