import type { Period } from '../../../shared/time.ts';
import type { CrossColumn } from '../../domain/indicators/cross-axes.ts';
import type { CrossCount } from '../../domain/indicators/cross-table.ts';
import type { HeardStep } from '../../domain/indicators/heard-calls.ts';
import type { HourCount, ProfileCount, TalkCount } from '../../domain/indicators/insight-counts.ts';

export type { CrossColumn } from '../../domain/indicators/cross-axes.ts';
export type { CrossCount } from '../../domain/indicators/cross-table.ts';
export type { HeardStep } from '../../domain/indicators/heard-calls.ts';
export type { HourCount, ProfileCount, TalkCount } from '../../domain/indicators/insight-counts.ts';

/** Counts for pictures and review pack; summed by the base, so that memory does not grow with records. */
export interface InsightReader {
  /** Records called at least once before `toMs`. */
  called(campaign: string, toMs: number): Promise<number>;
  /** Calls ended in the period by clock hour and disposition, in order of time. */
  callsByHour(campaign: string, period: Period): Promise<readonly HourCount[]>;
  /** Records closed in the period by clock hour and disposition, in order of time. */
  closingsByHour(campaign: string, period: Period): Promise<readonly HourCount[]>;
  /** Records of finished files by profile; a disposition set at or after `toMs` counts as none. */
  profiles(campaign: string, toMs: number): Promise<readonly ProfileCount[]>;
  /** Calls ended in the period by profile, theme and disposition. */
  talks(campaign: string, period: Period): Promise<readonly TalkCount[]>;
  /**
   * Steps of the calls ended in the period in which an objection was heard, or one of these answers pressed
   * (`version node answer`).
   */
  heard(campaign: string, period: Period, answers: readonly string[]): Promise<readonly HeardStep[]>;
  /** Calls ended in the period by two dimensions and disposition; one that may be an agreement is a row of its own. */
  crossed(
    campaign: string,
    period: Period,
    columns: readonly [CrossColumn, CrossColumn],
  ): Promise<readonly CrossCount[]>;
}
