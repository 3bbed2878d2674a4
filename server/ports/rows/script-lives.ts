import type { ScriptBody, ScriptKind } from '../../domain/said/script-parts.ts';

export type { ScriptBody, ScriptKind } from '../../domain/said/script-parts.ts';

/** `retired`: another one took its place, or it was withdrawn for good. */
export type ScriptState = 'draft' | 'submitted' | 'approved' | 'in-force' | 'retired';

export interface ScriptKey {
  readonly campaign: string;
  readonly kind: ScriptKind;
  /** `version` of script.yaml; the first signs of the hash for notes. */
  readonly version: string;
}

/** One version of a script or of notes, and who did what to it. */
export interface ScriptLife extends ScriptKey {
  /** SHA-256 in hexadecimal of what was read and approved; '' for what was in force before lives were kept. */
  readonly hash: string;
  readonly state: ScriptState;
  readonly importedAtMs: number;
  readonly importedBy: string;
  readonly submittedAtMs: number | null;
  readonly submittedBy: string | null;
  readonly approvedAtMs: number | null;
  /** Account that recorded it. */
  readonly approvedBy: string | null;
  /** Who approved for the charity: name, reference. */
  readonly approval: string | null;
  /** In force from then, or planned. */
  readonly fromMs: number | null;
  readonly retiredAtMs: number | null;
  readonly retiredBy: string | null;
  /** '' when another version took its place: it may come back. */
  readonly retiredReason: string | null;
}

export interface ScriptLifeReader {
  byKey(key: ScriptKey): Promise<ScriptLife | undefined>;
  body(key: ScriptKey): Promise<ScriptBody | undefined>;
  inForce(campaign: string, kind: ScriptKind): Promise<ScriptLife | undefined>;
  /** By kind, then in the order of their imports. */
  ofCampaign(campaign: string): Promise<readonly ScriptLife[]>;
  /** Approved, whose day has come, the oldest first; one seek when there is none. */
  due(campaign: string, nowMs: number): Promise<readonly ScriptLife[]>;
}

export interface ScriptLifeWriter extends ScriptLifeReader {
  /** A draft; one of the same key that is not approved yet is replaced. */
  putDraft(
    draft: Pick<ScriptLife, keyof ScriptKey | 'hash' | 'importedAtMs' | 'importedBy'>,
    body: ScriptBody,
  ): Promise<void>;
  change(key: ScriptKey, change: Partial<Omit<ScriptLife, keyof ScriptKey | 'hash'>>): Promise<void>;
}
