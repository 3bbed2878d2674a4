import type { LimitChange } from '../../domain/line/line-limits.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { LineScript } from '../../domain/line/line-texts.ts';
import type { LinkTexts } from '../../domain/line/link-texts.ts';
import type { Practice } from '../../domain/line/practice-callers.ts';
import type { CampaignHead } from './campaign-heads.ts';

/** What a pledge line's folder holds, as it was judged. */
export interface LineContent {
  readonly settings: LineSettings;
  readonly script: LineScript;
  readonly texts: LinkTexts;
  readonly practice: Practice;
}

/** A campaign whose calls come in. */
export interface LineRow extends CampaignHead, LineContent {}

export interface LineReader {
  byCode(code: string): Promise<LineRow | undefined>;
  /** In the order of their codes. */
  all(): Promise<readonly LineRow[]>;
  /** Oldest first, the undone ones too. */
  limitChanges(code: string): Promise<readonly LimitChange[]>;
  /** What callers were told under that version. */
  notice(code: string, version: string): Promise<string | undefined>;
}

export interface LineWriter extends LineReader {
  /** Inserts it, open; or replaces name, settings and texts of the one that is there. */
  save(
    content: LineContent,
    parts: { readonly keyFingerprint: string; readonly createdAtMs: number },
  ): Promise<void>;
  addLimit(code: string, change: Omit<LimitChange, 'id' | 'undoneAtMs' | 'undoneBy'>): Promise<void>;
  /** That change counts no more; one that is undone stays as it was. */
  undoLimit(id: number, by: { readonly atMs: number; readonly author: string }): Promise<void>;
  /** Keeps the words of a notice under their version; the same again changes nothing. */
  keepNotice(
    code: string,
    notice: { readonly version: string; readonly body: string; readonly firstAtMs: number },
  ): Promise<void>;
}
