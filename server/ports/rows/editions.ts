import type { Edition } from '../../domain/said/edition.ts';

export interface EditionReader {
  byDigest(campaign: string, digest: string): Promise<Edition | undefined>;
  /** The one whose digest begins so; undefined for none or several. */
  beginningWith(campaign: string, start: string): Promise<Edition | undefined>;
}

export interface EditionWriter extends EditionReader {
  /**
   * What is served was compared with what was approved: the campaign's edition (`CampaignRow.edition`) is that one. A second call
   * keeps the first instant.
   */
  keep(campaign: string, edition: Edition, atMs: number): Promise<void>;
}
