import type { PathStep } from '../../../shared/call-script.ts';
import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/** What the calling core reads of a stored record: non-personal columns only. A `RecordRow` fits. */
export interface QueuedRecord {
  readonly id: number;
  readonly campaign: string;
  readonly country: Country;
  readonly canton: string;
  readonly area: string;
  readonly state: 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';
  readonly queue: 'new' | 'retry' | 'callback';
  readonly dueAtMs: number;
  readonly nextPart: CallPart;
  readonly owner: string | null;
  readonly attempts: number;
  readonly triesByPart: Readonly<Record<CallPart, number>>;
  readonly busyCount: number;
  readonly voicemailLeft: boolean;
  readonly argued: boolean;
  readonly lastAttemptAtMs: number | null;
  readonly disposition: string | null;
  readonly closedAtMs: number | null;
  readonly version: number;
}

/** What the calling core reads of a campaign. A `CampaignRow` fits. */
export interface CalledCampaign {
  readonly code: string;
  readonly charity: string;
  readonly kind: CampaignKind;
  readonly country: Country;
  readonly name: string;
  readonly settings: CampaignSettings;
  readonly scriptVersion: string;
}

/** What the calling core reads of an earlier call of the record. A `CallRow` fits. */
export interface PastCall {
  readonly agent: string;
  readonly disposition: string;
  readonly endedAtMs: number;
  readonly dayPart: CallPart;
  /** Null when the call was not counted as an attempt. */
  readonly attemptRank: number | null;
  /** The number dialled, when known. */
  readonly phoneSlot?: string | null;
  readonly path?: readonly PathStep[];
}

/** The regular gift as the queue knows it. */
export interface GiftColumns {
  readonly giftMinor: number;
  readonly monthlyMinor: number;
  readonly currency: Currency;
  readonly frequency: Frequency;
}
