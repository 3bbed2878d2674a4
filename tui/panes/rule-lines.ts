import type { Layout } from '../screen/layout.ts';
import { type Line, span } from '../screen/line.ts';
import { currentNode } from '../state/call/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { formTitle } from './form-lines.ts';
import { PAGE_VIEWS } from './overlays/page-views.ts';
import { rule } from './rule.ts';

/** What the centre shows: the form over the script, or the step of the script. */
export function centreTitle(state: WorkstationState): string {
  const { stage } = state;
  if (state.overlay || stage.at !== 'call') return '';
  if (stage.form) return formTitle(stage.form);
  return currentNode(stage.call).title;
}

/** True when card, script and proposals are on screen; else one page fills the body. */
export function showsCard(state: WorkstationState, kind: Layout['kind']): boolean {
  const { stage, overlay } = state;
  if (overlay && PAGE_VIEWS[overlay.kind].hidesCard) return false;
  if (stage.at === 'saving') return true;
  if (stage.at !== 'call') return false;
  return !(kind === 'compact' && stage.form?.kind === 'dispositions');
}

/** The title of a page that fills the body from its top. */
function overlayTitle({ overlay }: WorkstationState): string {
  return (overlay && PAGE_VIEWS[overlay.kind].title) ?? '';
}

/** The rule above the body: titles of what stands under it, joints where columns begin. */
export function topRule(state: WorkstationState, layout: Layout): Line {
  if (layout.kind === 'compact' || !showsCard(state, layout.kind)) {
    const title = showsCard(state, layout.kind) ? '' : centreTitle(state);
    return rule(layout.columns, overlayTitle(state) || title);
  }
  const joint = span('┬', 'rule');
  const centre = rule(layout.centre.width, centreTitle(state));
  const left = rule(layout.card.width);
  if (layout.kind === 'two') return [...left, joint, ...centre];
  return [...left, joint, ...centre, joint, ...rule(layout.offers.width, FRENCH.offers.title)];
}

export function bottomRule(state: WorkstationState, layout: Layout): Line {
  if (layout.kind === 'compact' || !showsCard(state, layout.kind)) return rule(layout.columns);
  const joint = span('┴', 'rule');
  const [left, centre] = [rule(layout.card.width), rule(layout.centre.width)];
  if (layout.kind === 'two') return [...left, joint, ...centre];
  return [...left, joint, ...centre, joint, ...rule(layout.offers.width)];
}

/** The vertical line between two columns, with the joint of the proposals' rule. */
export function verticalLines(height: number, jointAt?: number): Line[] {
  return Array.from({ length: height }, (_, row) => [span(row === jointAt ? '├' : '│', 'rule')]);
}
