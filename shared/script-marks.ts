import type { CallScript, NodeMark, PathStep } from './call-script.ts';
import {
  asksOneOffAlways,
  asksSomething,
  type CampaignKind,
  callsStoppedGifts,
  kindFacts,
} from './campaign-kind.ts';
import { type Disposition, dispositionOf } from './dispositions.ts';
import { type Progress, progressOf } from './script-progress.ts';

/** The donor in person, and the record is closed by that talk; a donor who hangs up cannot be thanked. */
export function closesWithDonor(row: Disposition | undefined): row is Disposition {
  return row?.rightPerson === true && row.isFinal;
}

/**
 * The marks a disposition needs on the path before it may close (R-03, R-04, F-02), in speaking order: the name before anything
 * personal; a thank-you call says the impact and checks the contact data; the second proposal stands for the first
 * in an agreement; a reactivation first hears why the gift stopped. Empty for an unknown code.
 */
export function requiredMarks(code: string, kind: CampaignKind): readonly NodeMark[] {
  const marks = marksOf(code);
  if (!callsStoppedGifts(kind) || !marks.includes('ask-1')) return marks;
  return marks.flatMap((mark) => (mark === 'ask-1' ? (['stop-reason', mark] as const) : [mark]));
}

function marksOf(code: string): readonly NodeMark[] {
  const row = dispositionOf(code);
  if (!closesWithDonor(row) || code === 'RS_RACCROCHE') return [];
  if (row.form === 'agreement')
    return ['identity', 'thanks', 'ask-1', 'coordinates', 'read-back', 'email-announced'];
  if (row.oneOff) return ['identity', 'thanks', 'ask-1', 'ask-one-off', 'coordinates', 'read-back'];
  if (row.thanked) return ['identity', 'thanks', 'impact', 'coordinates'];
  if (row.pitched) return ['identity', 'thanks', 'ask-1', 'ask-one-off'];
  return ['thanks'];
}

/** What a call that asks nothing may say; the reason of a stop is heard where gifts have stopped. */
const OF_THANKS: ReadonlySet<NodeMark> = new Set(['identity', 'thanks', 'impact', 'coordinates', 'closing']);

/** True for a mark that means something in a call of that kind. */
export function isMarkOfKind(mark: NodeMark, kind: CampaignKind): boolean {
  if (!asksSomething(kind)) return OF_THANKS.has(mark);
  return mark !== 'stop-reason' || callsStoppedGifts(kind);
}

/** True when an agent may close a call of that kind of script on that code. */
export function closesOn(script: CallScript, code: string): boolean {
  const row = dispositionOf(code);
  return row?.scope.includes(kindFacts(script.kind).scope) === true && !row.systemOnly && !row.beforeCalls;
}

function hasMark(progress: Progress, mark: NodeMark, code: string): boolean {
  if (mark === 'identity') return progress.identified;
  if (mark === 'stop-reason') return progress.whyStopped;
  const form = dispositionOf(code)?.form;
  if (mark === 'read-back')
    return (form === 'agreement' || form === 'one-off') && progress.readBack.has(form);
  if (mark === 'ask-1' && form === 'agreement') return progress.monthlyAsks.size > 0;
  return progress.said.has(mark);
}

/** Required marks that are still missing, in speaking order. */
export function missingMarks(script: CallScript, progress: Progress, code: string): readonly NodeMark[] {
  return requiredMarks(code, script.kind).filter(
    (mark) => !hasMark(progress, mark, code) && !isWaived(script, progress, { mark, code }),
  );
}

/**
 * Older scripts have no identity. R-04 binds upgrades. A reactivation without the one-off flag has no such node
 * (docs/rules/asks.md#ladder). After a stop that was the bank's, and after a firm no, a refusal closes without another ask.
 */
function isWaived(
  script: CallScript,
  progress: Progress,
  { mark, code }: { readonly mark: NodeMark; readonly code: string },
): boolean {
  if (mark !== 'ask-one-off' && mark !== 'stop-reason' && mark !== 'identity') return false;
  const refusesGift = mark === 'ask-one-off' && dispositionOf(code)?.oneOff !== true;
  if (refusesGift && progress.refusedAll) return true;
  if (mark === 'ask-one-off' && asksOneOffAlways(script.kind)) return false;
  if (refusesGift && progress.bankStop) return true;
  return !Object.values(script.nodes).some((node) => node.marks.includes(mark));
}

/** The mark that disposition still needs after that path, the first in speaking order; undefined when it may close. */
export function nextMarkNeeded(
  script: CallScript,
  path: readonly PathStep[],
  code: string,
): NodeMark | undefined {
  return missingMarks(script, progressOf(script, path), code)[0];
}
