import type { StopWord } from '../../../shared/call-script.ts';
import type { PersonStop } from '../../../shared/card.ts';
import { reachableFrom } from '../../../shared/script-progress.ts';
import { conclusionOf, stoppedAt } from '../../../shared/script-stop.ts';
import { FRENCH } from '../../words/french.ts';
import { type Call, currentStep } from './call.ts';
import { stepWith } from './heard-objections.ts';

/** Nothing more is asked in this call (shared/script-stop.ts). */
export function isStopped(call: Call): boolean {
  return stoppedAt(call.script, call.path) !== undefined;
}

/**
 * The call at the script's conclusion without a demand, where it may end on that code, and locked from there on. What was
 * agreed is kept in mind: pressed by mistake, the stop is taken back by a step back. Undefined without such a conclusion.
 */
export function atConclusion(call: Call, code: string, word?: StopWord): Call | undefined {
  const node = conclusionOf(call.script, code, word);
  if (node === undefined) return undefined;
  const { closing: _, ...rest } = call;
  const last = currentStep(call);
  const here = stepWith({ node: last.node }, last);
  const path =
    last.node === node
      ? [...call.path.slice(0, -1), { ...here, stop: true as const }]
      : [...call.path.slice(0, -1), here, { node, stop: true as const }];
  return { ...rest, path, scroll: 0, wanted: code };
}

/**
 * The person said enough to end it, whatever the ending: to the conclusion without a demand, or, when the script has none,
 * where the call stands. Taken back like a stop word.
 */
export function lockedCall(call: Call): Call {
  if (isStopped(call)) return call;
  const there = atConclusion(call, 'NE_MERCI');
  if (!there) return lockedHere(call);
  const { wanted: _, ...open } = there;
  return open;
}

function lockedHere(call: Call): Call {
  const last = currentStep(call);
  const here = { ...stepWith({ node: last.node }, last), stop: true as const };
  return { ...call, path: [...call.path.slice(0, -1), here] };
}

/**
 * An act for the person arrived from elsewhere: to the conclusion without a demand, or, when nothing was said yet, where the call
 * stands; locked for good. Told twice, the second changes nothing.
 */
export function stoppedCall(call: Call, stop: PersonStop): Call {
  if (call.stopped !== undefined) return call;
  const { closing: _, ...rest } = call;
  const stands = { ...rest, stopped: stop, stopStands: true as const };
  if (isStopped(call)) return stands;
  return call.path.length > 1 ? lockedCall(stands) : lockedHere(stands);
}

/** The answer would lead towards an ask that nobody may hear any more. */
export function leadsToAsk(call: Call, to: string): boolean {
  return isStopped(call) && reachableFrom(call.script, to).ask;
}

/** Why the last step is not taken back: only a stop word still on screen, with nothing said since, was a mistake. */
export function whyStopStands(call: Call): string | undefined {
  const at = stoppedAt(call.script, call.path);
  if (at === undefined || at < call.path.length - 1) return undefined;
  const isFresh = currentStep(call).answer === undefined && !call.stopStands;
  return isFresh ? undefined : FRENCH.refusals.stopStands;
}
