import type { Role } from '../../../shared/roles.ts';
import type { DocumentSpec } from '../files/document.ts';
import type { Installation } from '../house/installation.ts';
import type { Provider } from '../house/provider.ts';
import type { StaffFigures } from '../staff/staff-figures.ts';
import { TO_COMPLETE } from '../wording/custody-words.ts';
import type { Instruction } from './instruction.ts';
import type { PaperDirectory } from './paper-directory.ts';
import type { Rehearsal } from './rehearsal.ts';

export interface PaperCampaign {
  readonly code: string;
  readonly name: string;
  readonly charity: string;
  /** How donors reach the charity: the one contact that the configuration knows. */
  readonly charityContact: string;
  readonly legalBasis: string | null;
  /** Of the charity, with its data protection officer. */
  readonly representative: string | null;
  readonly country: string;
  readonly state: string;
  readonly starts: string;
  readonly ends: string;
  readonly contract: string;
  readonly retentionDays: number;
  /** Code of the supplier of numbers; null when none is approved. */
  readonly supplier: string | null;
  readonly records: number;
  /** Donors are classed by profiles as their file comes in. */
  readonly isProfiled: boolean;
}

export interface PaperAccount {
  readonly login: string;
  readonly role: Role;
  readonly campaigns: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly disabled: boolean;
  readonly hasCode: boolean;
}

/** A right that changed after the instant of the list: the list alone would hide it. */
export interface PaperChange {
  readonly atMs: number;
  readonly login: string;
  readonly action: string;
}

/** What the papers are made from: the configuration and the base as they are. No donor, no secret. */
export interface PaperFacts {
  readonly atMs: number;
  readonly builtAtMs: number;
  readonly tool: string;
  readonly houseFingerprint: string;
  readonly installation: Installation;
  readonly campaigns: readonly PaperCampaign[];
  readonly directories: readonly PaperDirectory[];
  readonly accounts: readonly PaperAccount[];
  readonly changes: readonly PaperChange[];
  readonly backups: number;
  readonly rehearsals: readonly Rehearsal[];
  /** Of the campaigns above, oldest first. */
  readonly instructions: readonly Instruction[];
  /** Counts of the staff register; nobody is named. */
  readonly staff: StaffFigures;
}

/** Name and address in a line; '' when neither is written down. */
export function providerText({ name, address }: Provider): string {
  return [name, address].filter(Boolean).join(', ');
}

/** How many values a person must still write in. */
export function countToComplete({ sections }: DocumentSpec): number {
  const cells = sections.flatMap((section) => {
    if (section.kind === 'text') return section.paragraphs;
    if (section.kind === 'commands') return section.lines;
    if (section.kind === 'picture') return [section.alt];
    return section.kind === 'fields' ? section.fields.flat() : section.rows.flat();
  });
  return cells.filter((cell) => cell.includes(TO_COMPLETE)).length;
}
