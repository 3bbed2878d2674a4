import { InvalidArgumentError } from 'commander';
import { HOUSE_ZONE } from '../../shared/time.ts';

function midnight(text: string, daysLater: number): number {
  try {
    return Temporal.PlainDate.from(text).add({ days: daysLater }).toZonedDateTime(HOUSE_ZONE)
      .epochMilliseconds;
  } catch {
    throw new InvalidArgumentError('attend AAAA-MM-JJ');
  }
}

/** First instant of a day typed as AAAA-MM-JJ, in the house's zone. */
export const dayStart = (text: string): number => midnight(text, 0);

/** First instant after that day: it is included whole, on days of 23 and 25 hours too. */
export const dayEnd = (text: string): number => midnight(text, 1);
