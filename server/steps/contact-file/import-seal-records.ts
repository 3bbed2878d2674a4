import { monthlyMinor } from '../../../shared/money.ts';
import { civilDate } from '../../../shared/time.ts';
import { callingArea } from '../../domain/calling-rules/calling-area.ts';
import { importedFields } from '../../domain/contact-file/contact-donor.ts';
import { donorClasses } from '../../domain/contact-file/donor-classes.ts';
import { importedCheckOn } from '../../domain/contact-file/list-check.ts';
import { seniorityOf } from '../../domain/indicators/seniority.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { NewRecord } from '../../ports/rows/records.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import type { DonorLine } from './import-judge-rows.ts';

export interface SealTarget {
  readonly campaign: CampaignRow;
  readonly contactFileId: number;
  readonly nowMs: number;
}

const FIRST_VERSION = 1;

/** Seals the lines of a slice (step 3 of a record's life): what leaves bears no clear personal value. */
export async function sealRecords(
  vault: Pick<Vault, 'sealRecords'>,
  lines: readonly DonorLine[],
  target: SealTarget,
): Promise<readonly NewRecord[]> {
  const { campaign, contactFileId } = target;
  const at = { campaign: campaign.code, contactFileId, version: FIRST_VERSION };
  const sealed = await vault.sealRecords(
    lines.map(({ donor, rowNumber }) => ({
      place: recordPlace({ ...at, rowNumber }),
      content: { donor, imported: importedFields(donor) },
    })),
  );
  return lines.map((line, number) => ({
    ...queueColumns(line, target),
    sealed: sealed[number] as SealedBytes,
    version: FIRST_VERSION,
  }));
}

/** The non-personal columns. A new record waits for an evening first (docs/rules/cadence.md). */
function queueColumns(
  { donor, exclusion, ...line }: DonorLine,
  { campaign, contactFileId, nowMs }: SealTarget,
): Omit<NewRecord, 'sealed' | 'version'> {
  const { gift } = donor;
  return {
    campaign: campaign.code,
    contactFileId,
    rowNumber: line.rowNumber,
    segment: donor.segment,
    seniority: seniorityOf(donor, civilDate(nowMs)),
    country: donor.country,
    canton: donor.canton ?? '',
    area: callingArea(donor),
    donorBlind: line.donorBlind,
    phoneBlinds: line.phoneBlinds,
    emailBlind: line.emailBlinds[0] ?? '',
    state: exclusion ? 'excluded' : 'staged',
    queue: 'new',
    dueAtMs: nowMs,
    nextPart: 'S',
    owner: null,
    attempts: 0,
    triesByPart: { M: 0, A: 0, S: 0, SA: 0 },
    busyCount: 0,
    voicemailLeft: false,
    argued: false,
    lastAttemptAtMs: null,
    disposition: exclusion?.code ?? null,
    closedAtMs: exclusion ? nowMs : null,
    dncmCheckedOn: importedCheckOn(donor, campaign.settings),
    hold: exclusion?.hold ?? null,
    classes: donorClasses(donor, campaign.settings, civilDate(nowMs)),
    giftMinor: gift.amountMinor,
    monthlyMinor: monthlyMinor(gift.amountMinor, gift.frequency),
    currency: gift.currency,
    frequency: gift.frequency,
  };
}
