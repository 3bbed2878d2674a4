import type { SealedKind } from '../../domain/next-card/sealed-kinds.ts';
import type { SealedBytes } from '../vault.ts';
import type { RecordHold } from './records.ts';

/** A sealed packet of a campaign: the table that holds it, and its key there. */
export interface PacketKey {
  readonly kind: SealedKind;
  readonly subject: string;
}

/** A packet that did not open where it stands. */
export interface DamagedSealRow extends PacketKey {
  readonly id: number;
  readonly campaign: string;
  /** Whose it is; its own for a record's content. */
  readonly recordId: number;
  readonly why: 'seal-broken' | 'seal-moved';
  readonly foundAtMs: number;
  /** Account id, or `system`. */
  readonly foundBy: string;
  /** What held the record before; it comes back with the content. */
  readonly holdBefore: Exclude<RecordHold, 'damaged'> | null;
  readonly restoredAtMs: number | null;
  /** Name of the backup. */
  readonly restoredFrom: string | null;
}

/** A packet as it stands, and all that its place is made of. */
export interface StandingPacket extends PacketKey {
  readonly campaign: string;
  readonly recordId: number;
  readonly contactFileId: number;
  readonly rowNumber: number;
  readonly version: number;
  readonly sealed: SealedBytes;
}

export interface DamageReader {
  /** Not given back yet, oldest first; of every campaign without one. */
  open(campaign?: string): Promise<readonly DamagedSealRow[]>;
  openOfRecord(recordId: number): Promise<readonly DamagedSealRow[]>;
  /** Records of the campaign of which something was given back since. */
  restoredSince(campaign: string, sinceMs: number): Promise<readonly number[]>;
  isOpen(packet: PacketKey): Promise<boolean>;
  /** Undefined when there is no such packet, or when its record is no longer known. */
  packet(packet: PacketKey): Promise<StandingPacket | undefined>;
  /** Contents of other records of the campaign, not known to be damaged, from all over it. */
  witnesses(campaign: string, recordId: number, count: number): Promise<readonly StandingPacket[]>;
}

export interface DamageWriter extends DamageReader {
  add(row: Omit<DamagedSealRow, 'id' | 'restoredAtMs' | 'restoredFrom'>): Promise<void>;
  /** What will hold the record once its content is back, when it was `from` until now; else nothing changes. */
  holdAfterwards(
    recordId: number,
    change: { readonly from: DamagedSealRow['holdBefore']; readonly to: DamagedSealRow['holdBefore'] },
  ): Promise<void>;
  /** The packet of a backup in the place of the damaged one, which is settled by it; the look-up by e-mail stays. */
  putBack(
    row: DamagedSealRow,
    by: { readonly sealed: SealedBytes; readonly atMs: number; readonly from: string },
  ): Promise<void>;
}
