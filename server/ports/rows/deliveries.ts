import type { DeliveryContent } from '../../domain/delivery/delivery-manifest.ts';

export type DeliveryKind =
  | 'import-report'
  | 'weekly'
  | 'report'
  | 'final'
  | 'urgent'
  | 'list-report'
  /** Pledges of callers, a day; the period is that day. */
  | 'pledges'
  /** What a pledge line did, as a workbook and as a document; the period is `from..to`, with the site and its partner. */
  | 'activity'
  | 'activity-page'
  | 'enrich-request'
  /** All campaigns of the charity together; recorded under one of them. */
  | 'charity-report'
  | 'review'
  | 'review-figures'
  /** A person's copy of their data: to read, and for a program; the period is the request. */
  /** Counts of ethics incidents; the period is `from..to`. */
  | 'incident-report'
  | 'person-document'
  | 'person-data';
/** `built`: sealed bytes wait (ports/outgoing.ts); `delivered`: on the charity's drop, receipt kept. */
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

/**
 * A line that was sent: N, M, X of a weekly mandates file (docs/rules/layouts.md#weekly-file), U of a daily urgent
 * file. The same content is sent once.
 */
export interface DeliveredLine {
  readonly callId: string;
  readonly line: 'N' | 'M' | 'X' | 'U';
  readonly deliveryId: string;
  /** The correction whose amounts the line carried; '' for those of the call. */
  readonly correctionId?: string;
  /** The line said that the confirmation came back. */
  readonly bounced?: boolean;
}

/** Proof of a delivery. */
export interface DeliveryProof {
  /** What was built: sums, generator, fingerprints; empty for a delivery of before manifests were kept. */
  readonly content: Partial<DeliveryContent>;
  /** The manifest as it was signed and dropped, and its detached armoured signature; null until the file arrived. */
  readonly manifest: string | null;
  readonly signature: string | null;
  /** The instant that the manifest states. */
  readonly deliveredAtMs: number | null;
}

export interface DeliveryReader {
  find(campaign: string, kind: DeliveryKind, period: string): Promise<DeliveryRow | undefined>;
  all(campaign: string): Promise<readonly DeliveryRow[]>;
  inState(state: DeliveryState): Promise<readonly DeliveryRow[]>;
  isLineSent(callId: string, line: DeliveredLine['line']): Promise<boolean>;
  byId(id: string): Promise<DeliveryRow | undefined>;
  linesOfCall(callId: string): Promise<readonly Required<DeliveredLine>[]>;
  proof(id: string): Promise<DeliveryProof | undefined>;
}

export interface DeliveryWriter extends DeliveryReader {
  /** A second row for the same campaign, kind and period is a unique-key failure. */
  add(row: DeliveryRow, lines: readonly DeliveredLine[], content?: DeliveryContent): Promise<void>;
  /** Keeps the signed manifest; a second call changes nothing: the first one stands. */
  keepManifest(id: string, manifest: string, signature: string): Promise<void>;
  markDelivered(id: string, atMs: number): Promise<void>;
  /** This server's turn to send it, until then at most; or the name of the server whose turn it is. */
  beginSending(
    id: string,
    by: { readonly nowMs: number; readonly untilMs: number },
  ): Promise<{ readonly busy?: string }>;
  /** Anybody's turn, unless another server took it meanwhile. */
  endSending(id: string): Promise<void>;
}
