import type { CorrectableField, IdentityField } from '../../shared/call-outcome.ts';
import type { Country } from '../../shared/country.ts';
import type { Currency } from '../../shared/currency.ts';
import type { DebitScheme } from '../../shared/debit.ts';
import type { Frequency } from '../../shared/money.ts';
import type { PhoneSlot, PhoneValidity } from '../../shared/phone-slots.ts';
import type { StopReason } from '../../shared/stop-reasons.ts';
import type { CivilDate } from '../../shared/time.ts';

export interface DonorPhone {
  readonly slot: PhoneSlot;
  readonly e164: string;
  readonly source: 'DONATEUR' | 'ENRICHI';
  readonly sourceDate?: CivilDate;
  readonly validity: PhoneValidity;
  /** Of an enriched number: where the supplier found it, told to the donor on request (docs/rules/enrichment.md). */
  readonly origin?: string;
  /** Of an enriched number: found for the household only, so the call begins by checking who answers. */
  readonly toConfirm?: true;
}

/**
 * Authority to debit: SEPA reference and creditor, or a Swiss scheme and reference; opaque text
 * (docs/rules/direct-debit.md).
 */
export interface Mandate {
  readonly scheme: DebitScheme;
  /** ≤ 35 characters, never a number, leading zeros kept. */
  readonly reference: string;
  readonly creditorIdentifier: string;
  readonly maskedIban?: string;
}

/** A running (upgrade) or stopped (reactivation) regular gift, in the donor's own periodicity. */
export interface RegularGift {
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly frequency: Frequency;
  readonly debitDay?: number;
  readonly startedOn?: CivilDate;
  readonly lastDebitOn?: CivilDate;
  readonly lastIncreaseOn?: CivilDate;
  readonly stoppedOn?: CivilDate;
  readonly stopReason?: StopReason;
}

/**
 * A donor in clear: what one accepted row of a contact file says (docs/rules/layouts.md#contact-file). Memory only;
 * sealed by the vault before any write.
 */
export interface Donor {
  readonly donorId: string;
  readonly civility: '' | 'M' | 'MME' | 'NEUTRE';
  readonly lastName: string;
  readonly firstName: string;
  readonly ageBand?: string;
  readonly birthDate?: CivilDate;
  readonly language: string;
  readonly addressL2: string;
  readonly addressL3: string;
  readonly addressL4: string;
  readonly addressL5: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: Country;
  readonly canton?: string;
  readonly npai: boolean;
  readonly phones: readonly DonorPhone[];
  readonly email: string;
  readonly emailOptIn: boolean;
  readonly segment: string;
  readonly recruitmentChannel?: string;
  readonly recruitedOn?: CivilDate;
  readonly firstGiftOn?: CivilDate;
  readonly cumulatedMinor?: number;
  readonly giftCount?: number;
  readonly gift: RegularGift;
  readonly mandate: Mandate;
  /** Amounts the charity imposes over the ladder, in the donor's own periodicity. */
  readonly targets: { readonly first?: number; readonly second?: number; readonly oneOff?: number };
  readonly lastContactOn?: CivilDate;
  /** INFO_1 to INFO_5, '' for an empty one; fewer, and without the empty ones, in records sealed before profiles were read. */
  readonly infos: readonly string[];
  /** Columns we do not know, kept aside and returned (docs/rules/layouts.md). */
  readonly extra: Readonly<Record<string, string>>;
}

/** What is sealed for a record: the donor as they are now, the correctable fields as they came, and proposals of identity. */
export interface RecordContent {
  readonly donor: Donor;
  readonly imported: Readonly<Record<CorrectableField, string>>;
  /** What the donor said of their identity, for the charity to judge; absent when nothing was. Dates as YYYY-MM-DD. */
  readonly proposed?: Readonly<Partial<Record<IdentityField, string>>>;
}

/** What is sealed with a call: before/after pairs and the note. */
export interface CallContent {
  readonly changes: readonly {
    readonly field: CorrectableField | IdentityField;
    readonly before: string;
    readonly after: string;
  }[];
  readonly note: string;
  /** Of a signature recorded after the call: the new mandate's reference. */
  readonly mandateReference?: string;
}
