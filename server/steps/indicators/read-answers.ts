import { isSatisfaction } from '../../../shared/call-notes.ts';
import type { Period } from '../../../shared/time.ts';
import { notedKeys } from '../../domain/indicators/heard-calls.ts';
import type { StoreReader } from '../../ports/store.ts';

/**
 * Calls ended in the period in which each answer to the question of satisfaction was given, each call read under its own
 * script; of two answers in a call, corrected by a step back, the last one stands. No record is opened.
 */
export async function readAnswers(
  rows: StoreReader,
  campaign: string,
  period: Period,
): Promise<ReadonlyMap<string, number>> {
  const scripts = await rows.campaigns.scripts(campaign);
  const given = new Map<string, string>();
  for (const step of await rows.insights.heard(campaign, period, notedKeys(scripts))) {
    const node = scripts.get(step.scriptVersion)?.nodes[step.node];
    const code = node?.answers.find(({ key }) => key === step.answer)?.notes?.find(isSatisfaction);
    if (code !== undefined) given.set(step.callId, code);
  }
  const counts = new Map<string, number>();
  for (const code of given.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
