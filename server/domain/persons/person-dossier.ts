import type { Country } from '../../../shared/country.ts';
import type { DialEnd } from '../../../shared/dial.ts';
import type { PhoneSlot } from '../../../shared/phone-slots.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CallContent, RecordContent } from '../donor.ts';
import type { EMAIL_STATE_SAID } from '../email/state-words.ts';

/** All that the house holds on one person, in clear: memory only, for their own copy (GDPR art. 15). */
export interface PersonDossier {
  readonly request: {
    readonly id: string;
    readonly receivedAtMs: number;
    readonly charity: string;
    readonly charityName: string;
  };
  readonly records: readonly DossierRecord[];
  /** Who saw, changed or sent it, oldest first. */
  readonly trail: readonly DossierTrace[];
  readonly createdAtMs: number;
}

export interface DossierRecord {
  readonly campaign: string;
  readonly country: Country;
  readonly campaignName: string;
  readonly receivedOn: CivilDate;
  readonly state: string;
  /** Disposition, as its French label; '' when never called. */
  readonly outcome: string;
  readonly attempts: number;
  /** Its class in each profile of the campaign, in words: « âge : 45 à 64 ». */
  readonly classes: readonly string[];
  readonly content: RecordContent;
  readonly calls: readonly DossierCall[];
  /** Numbers dialled by the house’s line, oldest first; by what the column calls them, the number itself is in the content. */
  readonly dials: readonly DossierDial[];
}

export interface DossierDial {
  readonly atMs: number;
  readonly phone: PhoneSlot;
  /** Null: nothing was heard of its end. */
  readonly ending: DialEnd | null;
  /** Of an answered one. */
  readonly talkedSeconds: number | null;
}

export interface DossierCall {
  readonly callId: string;
  readonly startedAtMs: number;
  readonly durationSeconds: number;
  readonly outcome: string;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly currency: string;
  readonly firstDebitOn: CivilDate | null;
  /** Taken back by the agent at once: it counts for nothing. */
  readonly takenBack: boolean;
  readonly content: CallContent;
  readonly corrections: readonly {
    readonly atMs: number;
    readonly kind: 'M' | 'X';
    readonly minor: number | null;
    readonly reason: string;
  }[];
  readonly emails: readonly {
    readonly kind: string;
    readonly state: keyof typeof EMAIL_STATE_SAID;
    readonly sentAtMs: number | null;
  }[];
  readonly signature: { readonly signedOn: CivilDate; readonly reference: string } | null;
}

/** A role and a reason: names of our people are theirs. */
export interface DossierTrace {
  readonly atMs: number;
  readonly role: string;
  readonly action: string;
  readonly reason: string;
  readonly campaign: string;
}
