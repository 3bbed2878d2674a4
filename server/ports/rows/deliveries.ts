export type DeliveryKind = 'import-report' | 'weekly' | 'report' | 'final';
/** `built`: sealed bytes wait in the outgoing folder; `delivered`: on the charity's drop, receipt kept. */
export type DeliveryState = 'built' | 'delivered';

export interface DeliveryRow {
  readonly id: string;
  readonly campaign: string;
  readonly kind: DeliveryKind;
  /** ISO week, `final`, or the contact file's SHA-256: unique with campaign and kind. */
  readonly period: string;
  readonly fileName: string;
  readonly state: DeliveryState;
  readonly rows: number;
  /** SHA-256 of the workbook in clear, and of the OpenPGP message that left. */
  readonly sha256Clear: string;
  readonly sha256Sealed: string;
  readonly sealedBytes: number;
  readonly builtAtMs: number;
  readonly deliveredAtMs: number | null;
  readonly charityFingerprint: string;
}

/** A line of a weekly mandates file: sent once, later changes are M or X (domain/07 §7.2). */
export interface DeliveredLine {
  readonly callId: string;
  readonly line: 'N' | 'M' | 'X';
  readonly deliveryId: string;
}

export interface DeliveryReader {
  find(campaign: string, kind: DeliveryKind, period: string): DeliveryRow | undefined;
  all(campaign: string): readonly DeliveryRow[];
  inState(state: DeliveryState): readonly DeliveryRow[];
  isLineSent(callId: string, line: DeliveredLine['line']): boolean;
}

export interface DeliveryWriter extends DeliveryReader {
  /** A second row for the same campaign, kind and period is a unique-key failure. */
  add(row: DeliveryRow, lines: readonly DeliveredLine[]): void;
  markDelivered(id: string, atMs: number): void;
}
