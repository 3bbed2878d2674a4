import type { Layout } from '../screen/layout.ts';
import { type Line, span } from '../screen/line.ts';
import { currentNode } from '../state/call/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { formTitle } from './form-lines.ts';
import { offersTitle } from './offers-lines.ts';
import { PAGE_VIEWS } from './overlays/page-views.ts';
import { rule } from './rule.ts';

/** What the centre shows: the form over the script, or the step of the script. */
export function centreTitle(state: WorkstationState): string {
  const { stage } = state;
  if (state.overlay || stage.at !== 'call') return '';
  if (stage.form) return formTitle(stage.form, stage.call.card.campaign.country);
  return currentNode(stage.call).title;
}

/** From this width on the list of endings is whole beside the card. */
const WHOLE_LIST = 120;

/** True when card, script and proposals are on screen; else one page fills the body. */
export function showsCard(state: WorkstationState, { kind, columns }: Layout): boolean {
  const { stage, overlay } = state;
  if (overlay && PAGE_VIEWS[overlay.kind].hidesCard) return false;
  if (stage.at === 'saving') return true;
  if (stage.at !== 'call') return false;
  // The list of endings is long: it takes the card's place where it would not be whole beside it.
  return !((kind === 'compact' || columns < WHOLE_LIST) && stage.form?.kind === 'dispositions');
}

/** The title of a page that fills the body from its top. */
function overlayTitle({ overlay }: WorkstationState): string {
  return (overlay && PAGE_VIEWS[overlay.kind].title) ?? '';
}

/** The rule above the body: titles of what stands under it, joints where columns begin. */
export function topRule(state: WorkstationState, layout: Layout): Line {
  if (layout.kind === 'compact' || !showsCard(state, layout)) {
    const title = showsCard(state, layout) ? '' : centreTitle(state);
    return rule(layout.columns, overlayTitle(state) || title);
  }
  const joint = span('┬', 'rule');
  const centre = rule(layout.centre.width, centreTitle(state));
  const left = rule(layout.card.width);
  if (layout.kind === 'two') return [...left, joint, ...centre];
  return [
    ...left,
    joint,
    ...centre,
    joint,
    ...rule(layout.offers.width, offersTitle(state.stage.at === 'call' ? state.stage.call : undefined)),
  ];
}

export function bottomRule(state: WorkstationState, layout: Layout): Line {
  if (layout.kind === 'compact' || !showsCard(state, layout)) return rule(layout.columns);
  const joint = span('┴', 'rule');
  const [left, centre] = [rule(layout.card.width), rule(layout.centre.width)];
  if (layout.kind === 'two') return [...left, joint, ...centre];
  return [...left, joint, ...centre, joint, ...rule(layout.offers.width)];
}

/** The vertical line between two columns, with the joint of the proposals' rule. */
export function verticalLines(height: number, jointAt?: number): Line[] {
  return Array.from({ length: height }, (_, row) => [span(row === jointAt ? '├' : '│', 'rule')]);
}
