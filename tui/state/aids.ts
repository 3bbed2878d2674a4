import type { CallAids } from '../../shared/call-aids.ts';
import type { Problem } from './problem.ts';
import { type Rows, type Update, update } from './update.ts';
import type { AidsOnScreen, WorkstationState } from './workstation-state.ts';

/** Notes and objections of a campaign, for the pages that show them. */
export type AidsNews =
  | { readonly type: 'aids-came'; readonly campaign: string; readonly aids: CallAids }
  | {
      readonly type: 'aids-failed';
      readonly campaign: string;
      readonly version: string;
      readonly problem: Problem;
    };

export interface AidsCommand {
  readonly do: 'aids';
  readonly campaign: string;
  readonly version: string;
}

/** The aids on screen, when they are those of that version. */
function wanted({ aids }: WorkstationState, campaign: string, version: string): AidsOnScreen | undefined {
  return aids?.campaign === campaign && aids.version === version ? aids : undefined;
}

export const AIDS_NEWS: Rows<AidsNews, never> = {
  'aids-came': (state, { campaign, aids }) => {
    const { version } = aids;
    return update(wanted(state, campaign, version) ? { ...state, aids: { campaign, version, aids } } : state);
  },
  'aids-failed': (state, { campaign, version, problem }) => {
    const aids = wanted(state, campaign, version);
    return update(aids ? { ...state, aids: { ...aids, problem } } : state);
  },
};

/** Notes that did not come are asked for again when somebody wants to read them. */
export function askAidsAgain(state: WorkstationState): Update<AidsCommand> {
  const { aids } = state;
  if (!aids?.problem) return update(state);
  const { campaign, version } = aids;
  return update({ ...state, aids: { campaign, version } }, { do: 'aids', campaign, version });
}

/** With a card, the notes of its campaign: asked for once per version, whoever brought the card. */
export function withAids<C>({ state, commands }: Update<C>): Update<C | AidsCommand> {
  const { stage, aids } = state;
  if (stage.at !== 'call') return { state, commands };
  const { code: campaign, aidsVersion: version } = stage.call.card.campaign;
  if (aids?.campaign === campaign && aids.version === (version ?? '')) return { state, commands };
  if (version === undefined) {
    const none = { version: '', notes: [], objections: [] };
    return { state: { ...state, aids: { campaign, version: '', aids: none } }, commands };
  }
  return {
    state: { ...state, aids: { campaign, version } },
    commands: [...commands, { do: 'aids', campaign, version }],
  };
}
