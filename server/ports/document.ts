/** A French document of titled sections, rendered as PDF. */
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
  | { readonly kind: 'text'; readonly title: string; readonly paragraphs: readonly string[] };

export interface DocumentWriter {
  /** A4 PDF, embedded fonts that hold French, text selectable; equal specs give equal bytes. */
  pdf(spec: DocumentSpec): Promise<Uint8Array>;
}
