import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/** A public key that the charity is given, in a file of the kit. */
export interface GivenKey {
  readonly fileName: string;
  readonly fingerprint: string;
}

/** What a launch kit is made of: the campaign as it was loaded, our keys, the day. Nothing of a donor. */
export interface KitFacts {
  readonly settings: CampaignSettings;
  readonly today: CivilDate;
  readonly createdAtMs: number;
  /** The charity encrypts to it. */
  readonly campaignKey: GivenKey;
  /** It signs what we deliver. */
  readonly houseKey: GivenKey;
  /** `sftp -P 22 user@host`; undefined where no drop is configured yet. */
  readonly dropLine: string | undefined;
}
