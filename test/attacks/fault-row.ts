/** A fault that somebody met in 0.4.0, mended with its whole kind. In French: the sheet shows it. */
export interface Fault {
  readonly seen: string;
  readonly kind: string;
  readonly neighbours: string;
  /** File whose tests hold it. */
  readonly test: string;
}
