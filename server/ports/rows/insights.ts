import type { Period } from '../../../shared/time.ts';
import type { HourCount, ProfileCount, TalkCount } from '../../domain/indicators/insight-counts.ts';
import type { HeardObjection } from '../../domain/indicators/objection-figures.ts';

export type { HourCount, ProfileCount, TalkCount } from '../../domain/indicators/insight-counts.ts';

/** Counts for pictures and review pack; summed by the base, so that memory does not grow with records. */
export interface InsightReader {
  /** Records called at least once before `toMs`. */
  called(campaign: string, toMs: number): number;
  /** Calls ended in the period by clock hour and disposition, in order of time. */
  callsByHour(campaign: string, period: Period): readonly HourCount[];
  /** Records closed in the period by clock hour and disposition, in order of time. */
  closingsByHour(campaign: string, period: Period): readonly HourCount[];
  /** Records of finished files by profile; a disposition set at or after `toMs` counts as none. */
  profiles(campaign: string, toMs: number): readonly ProfileCount[];
  /** Calls ended in the period by profile, theme and disposition. */
  talks(campaign: string, period: Period): readonly TalkCount[];
  /** Calls ended in the period that noted an objection, each once for each one noted. */
  objections(campaign: string, period: Period): readonly HeardObjection[];
}
