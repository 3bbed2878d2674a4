import type { Country } from '../../../shared/country.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignState } from './campaigns.ts';

/** What every campaign has, whether it calls or is called: for grants, keys, the close and the purge. */
export interface CampaignHead {
  readonly code: string;
  readonly charity: string;
  readonly charityName: string;
  readonly country: Country;
  readonly name: string;
  readonly state: CampaignState;
  readonly keyFingerprint: string;
  readonly createdAtMs: number;
  readonly closedAtMs: number | null;
  readonly ends: CivilDate;
  readonly retentionDays: number;
  /** Reference of the contract, '' without one. */
  readonly contract: string;
  /** Its calls come in: `StoreReader.lines` has the rest, and `campaigns` does not know it. */
  readonly isLine: boolean;
  /** Of the edition in force; absent: nobody has compared what is said with what was approved since either changed. */
  readonly edition?: string;
}

export interface CampaignHeadReader {
  byCode(code: string): Promise<CampaignHead | undefined>;
  /** In the order of their codes. */
  all(): Promise<readonly CampaignHead[]>;
}
