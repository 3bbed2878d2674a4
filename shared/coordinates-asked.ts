import type { PathStep } from './call-script.ts';
import { dispositionOf } from './dispositions.ts';

/**
 * The contact data are checked with whoever was talked to until a proposal was answered, a refusal included: an
 * agreement, a gift, a refusal; and with whoever was thanked to the end. Who asks us to stop, is fragile, will not talk or
 * hung up is asked nothing more (docs/rules/dispositions.md).
 */
export function asksCoordinates(code: string): boolean {
  const row = dispositionOf(code);
  return row?.isFinal === true && row.rightPerson && (row.pitched || row.thanked);
}

/** What hanging up after the proposal is recorded as: nobody was there any more to be asked. */
const HUNG_UP = 'RA_SANSMOTIF';

/** The outcome of that path must say how the contact data were checked. */
export function needsCoordinates(code: string, path: readonly PathStep[]): boolean {
  const isCutShort = code === HUNG_UP && path.at(-1)?.answer === undefined;
  return asksCoordinates(code) && !isCutShort;
}
