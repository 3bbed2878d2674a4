import type { CallAids } from '../../../shared/call-aids.ts';

export interface AidsReader {
  /** Version in force; undefined for a campaign without notes nor objections. */
  currentVersion(campaign: string): Promise<string | undefined>;
  byVersion(campaign: string, version: string): Promise<CallAids | undefined>;
}

export interface AidsWriter extends AidsReader {
  /** Puts that version in force, kept beside the earlier ones; undefined: the campaign has none any more. */
  setCurrent(campaign: string, aids: CallAids | undefined): Promise<void>;
}
