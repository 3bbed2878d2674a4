import type { CivilDate } from '../../../shared/time.ts';
import type { Contract } from '../../domain/staff/contract.ts';

export interface ContractReader {
  /** Oldest first. */
  of(account: string): Promise<readonly Contract[]>;
  all(): Promise<readonly Contract[]>;
}

export interface ContractWriter extends ContractReader {
  add(row: Contract): Promise<void>;
  end(id: string, endsOn: CivilDate): Promise<void>;
  /** Lines that ended before that day. Returns how many went. */
  dropEndedBefore(day: CivilDate): Promise<number>;
}
