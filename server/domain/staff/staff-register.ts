import type { Role } from '../../../shared/roles.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { ContractStanding } from './contract.ts';
import type { StaffFigures } from './staff-figures.ts';

/** A line of the register as it is shown: a contract, or a person with an open access and none. */
export interface StaffLine {
  readonly login: string;
  readonly role: Role;
  /** Null: none is written down. */
  readonly contract: {
    readonly said: string;
    readonly startsOn: CivilDate;
    readonly endsOn: CivilDate | null;
    readonly proof: string;
    readonly seenBy: string;
    readonly seenAtMs: number;
  } | null;
  readonly standing: ContractStanding['kind'];
}

export interface StaffRegister {
  readonly lines: readonly StaffLine[];
  readonly figures: StaffFigures;
}

/** How a line stands today, in French. */
export const STANDING_TEXT: Readonly<Record<StaffLine['standing'], string>> = {
  running: 'en cours',
  'not-yet': 'à venir',
  ended: 'fini',
  none: 'aucun contrat inscrit',
};
