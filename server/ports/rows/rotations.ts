import type { SealedKind } from '../../domain/next-card/sealed-kinds.ts';
import type { SealedBytes } from '../vault.ts';
import type { PacketKey } from './damages.ts';

/** One change of a campaign's session key. */
export interface RotationRow {
  readonly campaign: string;
  /** From 1. */
  readonly number: number;
  readonly startedAtMs: number;
  readonly startedBy: string;
  readonly reason: string;
  /** Null while it goes on. */
  readonly resealedAtMs: number | null;
  /** The former key was destroyed. */
  readonly endedAtMs: number | null;
}

/** A sealed value of any table, where it stands. */
export interface SealedValue extends PacketKey {
  readonly rowid: number;
  readonly sealed: SealedBytes;
}

export interface RotationReader {
  /** In order. */
  ofCampaign(campaign: string): Promise<readonly RotationRow[]>;
  /** The last rotation of each campaign that has one. */
  last(): Promise<ReadonlyMap<string, RotationRow>>;
  /** Tables with a sealed column and a campaign, as the schema lists them: none can be forgotten. */
  sealedTables(): Promise<readonly SealedKind[]>;
  /** Sealed values of a campaign in one table, after that row. */
  sealedPage(place: {
    readonly table: SealedKind;
    readonly campaign: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly SealedValue[]>;
}

export interface RotationWriter extends RotationReader {
  /** One at a time for a campaign. */
  begin(row: Omit<RotationRow, 'resealedAtMs' | 'endedAtMs'>): Promise<void>;
  change(
    key: Pick<RotationRow, 'campaign' | 'number'>,
    change: Partial<Pick<RotationRow, 'resealedAtMs' | 'endedAtMs'>>,
  ): Promise<void>;
  /** False when somebody wrote there meanwhile: nothing is changed. Only while a rotation runs. */
  replaceSealed(value: SealedValue, by: SealedBytes): Promise<boolean>;
}
