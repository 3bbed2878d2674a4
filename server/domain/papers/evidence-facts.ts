import type { Country } from '../../../shared/country.ts';
import type { Installation } from '../house/installation.ts';
import type { KeptFigures } from '../indicators/kept-figures.ts';
import type { InventoryItem } from '../purge/inventory-item.ts';
import type { PurgeCountdown } from '../purge/purge-countdown.ts';
import type { StaffRegister } from '../staff/staff-register.ts';
import type { TeamConditions } from '../staff/working-conditions.ts';
import type { Instruction } from './instruction.ts';
import type { PaperDirectory } from './paper-directory.ts';
import type { PaperAccount, PaperChange } from './paper-facts.ts';
import type { Rehearsal } from './rehearsal.ts';

interface EvidenceDelivery {
  readonly kind: string;
  readonly period: string;
  readonly fileName: string;
  readonly rows: number;
  readonly sha256Sealed: string;
  readonly builtAtMs: number;
  readonly deliveredAtMs: number | null;
  /** The signed manifest is in the pack. */
  readonly hasManifest: boolean;
}

/** What an evidence pack states: counts, codes, hashes and logins of the staff; no donor, no secret. */
export interface EvidenceFacts {
  readonly campaign: string;
  readonly name: string;
  readonly charity: string;
  readonly state: string;
  readonly builtAtMs: number;
  readonly tool: string;
  readonly houseFingerprint: string;
  /** The charity’s own, none without one. */
  readonly directories: readonly PaperDirectory[];
  readonly accounts: readonly PaperAccount[];
  readonly changes: readonly PaperChange[];
  readonly audit: {
    readonly ok: boolean;
    readonly entries: number;
    readonly head: string;
    readonly checkpoints: number;
    readonly onDrop: number;
    readonly dropRefused: string | null;
    readonly problems: readonly string[];
  };
  readonly deliveries: readonly EvidenceDelivery[];
  readonly training: readonly {
    readonly login: string;
    readonly kind: string;
    readonly passedAtMs: number;
  }[];
  /** Modules of the charity: passed at the workstation, and sessions with who was there. */
  readonly modules: readonly {
    readonly title: string;
    readonly login: string;
    readonly passedAtMs: number;
  }[];
  readonly sessions: readonly {
    readonly title: string;
    readonly heldOn: string;
    readonly place: 'remote' | 'on-site';
    readonly givenBy: 'charity' | 'house';
    readonly minutes: number;
    readonly attended: readonly string[];
  }[];
  /** Contracts of those who may enter this campaign, and their figures. */
  readonly staff: StaffRegister;
  /** Hours, rest and pace of the last weeks: no name, small teams masked. */
  readonly conditions: {
    readonly country: Country;
    readonly isListeningTold: boolean;
    readonly listenings: number;
    readonly weeks: readonly TeamConditions[];
  };
  readonly scripts: readonly {
    readonly kind: string;
    readonly version: string;
    readonly sha256: string;
    readonly state: string;
    readonly approval: string | null;
    readonly fromMs: number | null;
  }[];
  readonly backups: readonly {
    readonly name: string;
    readonly createdAtMs: number;
    readonly sha256: string;
    readonly recipients: readonly string[];
    readonly records: number;
  }[];
  /** Null once the campaign is destroyed: the certificate is in the pack. */
  readonly purge: {
    readonly countdown: PurgeCountdown;
    readonly items: readonly InventoryItem[];
    readonly obstacles: readonly string[];
  } | null;
  readonly certificate: string | null;
  readonly breaches: readonly string[];
  readonly rehearsals: readonly Rehearsal[];
  /** Documented instructions of the charity, and refusals. */
  readonly instructions: readonly Instruction[];
  readonly figures: KeptFigures;
  readonly installation: Installation;
}
