import type { CivilDate } from '../../../shared/time.ts';
import type { Contract } from '../../domain/staff/contract.ts';

export interface ContractReader {
  /** Oldest first. */
  of(account: string): readonly Contract[];
  all(): readonly Contract[];
}

export interface ContractWriter extends ContractReader {
  add(row: Contract): void;
  end(id: string, endsOn: CivilDate): void;
  /** Lines that ended before that day. Returns how many went. */
  dropEndedBefore(day: CivilDate): number;
}
