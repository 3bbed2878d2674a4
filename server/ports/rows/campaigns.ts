import type { CallScript } from '../../../shared/call-script.ts';
import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { CampaignSettings, EmailTemplate } from '../../domain/campaign/campaign-settings.ts';

export type CampaignState = 'open' | 'closed' | 'purging' | 'purged';

export interface CampaignRow {
  readonly code: string;
  readonly charity: string;
  readonly kind: CampaignKind;
  readonly country: Country;
  readonly name: string;
  readonly state: CampaignState;
  readonly settings: CampaignSettings;
  readonly emails: readonly EmailTemplate[];
  readonly scriptVersion: string;
  readonly keyFingerprint: string;
  readonly createdAtMs: number;
  /** Set by the close, kept for ever; null while it is open, and where an older base does not say it. */
  readonly closedAtMs: number | null;
  /**
   * Digest of all that it says and sends, once that was compared with what was approved; absent when either changed since.
   * Kept by `EditionWriter.keep`, never by `save`.
   */
  readonly edition?: string;
}

/** Campaigns that call. A pledge line, whose calls come in, is none of them (`LineReader`); `CampaignHeadReader` knows both. */
export interface CampaignReader {
  byCode(code: string): Promise<CampaignRow | undefined>;
  all(): Promise<readonly CampaignRow[]>;
  /** Codes of a charity's open campaigns, in their order. */
  openCodes(charity: string): Promise<readonly string[]>;
  script(code: string, version: string): Promise<CallScript | undefined>;
  /** Every version the campaign has had. */
  scripts(code: string): Promise<ReadonlyMap<string, CallScript>>;
}

export interface CampaignWriter extends CampaignReader {
  /**
   * Inserts, or replaces settings, e-mails and script of an existing campaign; script versions are kept for ever and
   * never change under one version text.
   */
  save(row: CampaignRow, script: CallScript): Promise<void>;
  /** State `closed`, from that instant on. */
  close(code: string, atMs: number): Promise<void>;
  setState(code: string, state: CampaignState): Promise<void>;
}
