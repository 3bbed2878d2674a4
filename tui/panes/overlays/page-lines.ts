import type { Region } from '../../screen/layout.ts';
import type { Line } from '../../screen/line.ts';
import type { Overlay, OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { centred } from './page-text.ts';
import { PAGE_VIEWS } from './page-views.ts';
import { stageLines } from './stage-lines.ts';

function overlayLines<K extends Overlay['kind']>(
  kind: K,
  overlay: OverlayOf<K>,
  { state, region }: { readonly state: WorkstationState; readonly region: Region },
): readonly Line[] {
  return PAGE_VIEWS[kind].lines(state, overlay, region);
}

/** What fills the body where no card does: the page over the screen, or what the stage says. */
export function pageLines(state: WorkstationState, region: Region): readonly Line[] {
  const { overlay } = state;
  if (overlay) return overlayLines(overlay.kind, overlay, { state, region });
  return centred(stageLines(state), region);
}
