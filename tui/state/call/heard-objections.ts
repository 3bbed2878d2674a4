import type { PathStep } from '../../../shared/call-script.ts';
import type { Call } from './call.ts';

/** Limit of the contract (`call-script.ts`). */
export const MAX_HEARD = 9;

/**
 * The step under another name or answer, with the stop of the first of these steps, all the objections heard at them and the
 * numbers rung in vain before.
 */
export function stepWith(step: PathStep, ...heardAt: readonly PathStep[]): PathStep {
  const heard = [...new Set(heardAt.flatMap((one) => one.objections ?? []))].slice(0, MAX_HEARD);
  const tried = heardAt.find((one) => one.tried)?.tried;
  return {
    ...step,
    ...(tried ? { tried } : {}),
    ...(heard.length > 0 ? { objections: heard } : {}),
    ...(heardAt[0]?.stop ? { stop: true } : {}),
  };
}

/** Objections noted since the call began. */
export function heardIn(call: Call): ReadonlySet<string> {
  return new Set(call.path.flatMap((step) => step.objections ?? []));
}

/** The call with that objection noted at the step on screen. */
export function hear(call: Call, id: string): Call {
  const last = call.path.at(-1);
  if (!last) return call;
  const noted = stepWith(last, last, { ...last, objections: [id] });
  return { ...call, path: [...call.path.slice(0, -1), noted] };
}
