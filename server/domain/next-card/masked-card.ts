import { type CivilDate, civilDate } from '../../../shared/time.ts';
import type { Donor } from '../donor.ts';
import { regionOf } from './region-of-donor.ts';

/** A record as the charity's observer sees it: nothing that names, reaches or finds a person. */
export interface MaskedCard {
  readonly record: number;
  readonly segment: string;
  /** Department, province or canton; '' when it is not known. */
  readonly region: string;
  /** « 60-69 »; '' when it is not known. */
  readonly ageBand: string;
  readonly state: string;
  readonly attempts: number;
  /** Epoch ms; null for a record that waits for nothing. */
  readonly nextDueAtMs: number | null;
}

/** The queue's own columns, never sealed. */
export interface QueueFacts {
  readonly id: number;
  readonly segment: string;
  readonly state: string;
  readonly attempts: number;
  readonly dueAtMs: number;
}

/** A file's column may hold anything: only what is a band, or a year of age by tens, is shown. */
const BAND = /^\d{2}\s?[-–]\s?\d{2}$|^\d{2}\s?\+$/;

function bandOf({ birthDate, ageBand = '' }: Pick<Donor, 'birthDate' | 'ageBand'>, today: CivilDate): string {
  if (birthDate !== undefined) {
    const { years } = Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(today), {
      largestUnit: 'years',
    });
    const tens = Math.floor(years / 10) * 10;
    return years >= 18 && years < 100 ? `${tens}-${tens + 9}` : '';
  }
  const typed = ageBand.trim();
  return BAND.test(typed) ? typed : '';
}

/** Without a donor (erased since): the queue's columns alone. */
export function maskedCard(
  queue: QueueFacts,
  donor: Pick<Donor, 'birthDate' | 'ageBand' | 'country' | 'postcode' | 'canton'> | undefined,
  nowMs: number,
): MaskedCard {
  const { id, segment, state, attempts, dueAtMs } = queue;
  return {
    record: id,
    segment,
    region: donor === undefined ? '' : regionOf(donor),
    ageBand: donor ? bandOf(donor, civilDate(nowMs)) : '',
    state,
    attempts,
    nextDueAtMs: state === 'ready' ? dueAtMs : null,
  };
}

/** `count` of them, spread over the whole list, the same ones at each call: nobody picks whom to look at. */
export function spreadSample(ids: readonly number[], count: number): readonly number[] {
  if (ids.length <= count) return ids;
  return Array.from({ length: count }, (_, at) => ids[Math.floor((at * ids.length) / count)] ?? 0);
}
