import * as z from 'zod';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import type { DayPart, Queue } from '../../ports/rows/leases.ts';
import type { RecordHold, RecordRow, RecordState } from '../../ports/rows/records.ts';
import { bytes, flag, int, intOrNull, type Row, text, textOrNull, type Values } from '../columns.ts';
import { jsonColumns } from '../stored-json.ts';

export function recordOf(row: Row): RecordRow {
  return {
    id: int(row, 'id'),
    campaign: text(row, 'campaign'),
    contactFileId: int(row, 'contact_file_id'),
    rowNumber: int(row, 'row_number'),
    segment: text(row, 'segment'),
    country: text(row, 'country') as Country,
    canton: text(row, 'canton'),
    area: text(row, 'area'),
    donorBlind: text(row, 'donor_blind'),
    state: text(row, 'state') as RecordState,
    queue: text(row, 'queue') as Queue,
    dueAtMs: int(row, 'due_at_ms'),
    nextPart: text(row, 'next_part') as DayPart,
    owner: textOrNull(row, 'owner'),
    attempts: int(row, 'attempts'),
    triesByPart: triesOf(row),
    busyCount: int(row, 'busy_count'),
    voicemailLeft: flag(row, 'voicemail_left'),
    argued: flag(row, 'argued'),
    lastAttemptAtMs: intOrNull(row, 'last_attempt_at_ms'),
    disposition: textOrNull(row, 'disposition'),
    closedAtMs: intOrNull(row, 'closed_at_ms'),
    giftMinor: int(row, 'gift_minor'),
    monthlyMinor: int(row, 'monthly_minor'),
    currency: text(row, 'currency') as Currency,
    frequency: text(row, 'frequency') as Frequency,
    sealed: bytes(row, 'sealed'),
    version: int(row, 'version'),
    dncmCheckedOn: textOrNull(row, 'dncm_checked_on'),
    hold: textOrNull(row, 'hold') as RecordHold | null,
    classes: classesOf(row),
  };
}

const NO_CLASS = '{}';
const CLASSES = z.record(z.string(), z.string());
const jsonOf = jsonColumns('record', 'id');

/** Most campaigns have no profile. */
export function classesOf(row: Row): ProfileClasses {
  return text(row, 'classes') === NO_CLASS ? {} : jsonOf(row, 'classes', CLASSES);
}

function triesOf(row: Row): RecordRow['triesByPart'] {
  return {
    M: int(row, 'tries_m'),
    A: int(row, 'tries_a'),
    S: int(row, 'tries_s'),
    SA: int(row, 'tries_sa'),
  };
}

/** A record or a change of one, with the tries by day-part in a column each, and classes as JSON. */
export function recordValues<T extends Partial<RecordRow>>({
  triesByPart: tries,
  classes,
  ...rest
}: T): Values {
  return {
    ...rest,
    ...(classes && { classes: JSON.stringify(classes) }),
    ...(tries && { triesM: tries.M, triesA: tries.A, triesS: tries.S, triesSa: tries.SA }),
  };
}
