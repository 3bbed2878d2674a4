import type { Country } from '../../../shared/country.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { ContractKind, ContractProof } from './contract-kinds.ts';

/** A line of the staff register; days are of the house's zone, both included. */
export interface Contract {
  readonly id: string;
  /** Account id of the person. */
  readonly account: string;
  readonly kind: ContractKind;
  /** Whose law it is under: its words. */
  readonly country: Country;
  readonly startsOn: CivilDate;
  /** null: without a last day. */
  readonly endsOn: CivilDate | null;
  readonly proof: ContractProof;
  /** Account id of who looked at the proof. */
  readonly seenBy: string;
  readonly seenAtMs: number;
}

type Dates = Pick<Contract, 'startsOn' | 'endsOn'>;

/** Whether that day is one of the contract's. */
export function coversDay({ startsOn, endsOn }: Dates, day: CivilDate): boolean {
  return startsOn <= day && (endsOn === null || day <= endsOn);
}

/** Whether two contracts share a day. */
export function overlap(one: Dates, other: Dates): boolean {
  return (
    (other.endsOn === null || one.startsOn <= other.endsOn) &&
    (one.endsOn === null || other.startsOn <= one.endsOn)
  );
}

/** How a person stands on a day: under contract, before, between or after, or nowhere in the register. */
export type ContractStanding =
  | { readonly kind: 'running'; readonly contract: Contract }
  | { readonly kind: 'not-yet'; readonly startsOn: CivilDate }
  | { readonly kind: 'ended'; readonly endedOn: CivilDate }
  | { readonly kind: 'none' };

/** Pure. Between two contracts it is the next one that is told: it says when cards come back. */
export function standingOn(contracts: readonly Contract[], day: CivilDate): ContractStanding {
  const running = contracts.find((one) => coversDay(one, day));
  if (running) return { kind: 'running', contract: running };
  const next = contracts
    .map(({ startsOn }) => startsOn)
    .filter((from) => from > day)
    .toSorted()[0];
  if (next !== undefined) return { kind: 'not-yet', startsOn: next };
  const last = contracts
    .flatMap(({ endsOn }) => endsOn ?? [])
    .toSorted()
    .at(-1);
  return last === undefined ? { kind: 'none' } : { kind: 'ended', endedOn: last };
}
