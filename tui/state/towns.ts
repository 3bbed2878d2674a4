import { readCoordinate } from '../../shared/coordinates.ts';
import type { Call } from './call/call.ts';
import type { CorrectionForm } from './call/forms.ts';
import { isRetyped, placeOf } from './call/typed-fields.ts';
import { type Rows, type Update, update } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** Towns of a postcode typed in the correction form. */
export interface TownsNews {
  readonly type: 'towns-came';
  readonly postcode: string;
  readonly names: readonly string[];
}

export interface TownsCommand {
  readonly do: 'towns';
  readonly campaign: string;
  readonly postcode: string;
}

interface Correcting {
  readonly call: Call;
  readonly form: CorrectionForm;
}

function correctingOf({ stage }: WorkstationState): Correcting | undefined {
  if (stage.at !== 'call' || stage.form?.kind !== 'correction') return undefined;
  return { call: stage.call, form: stage.form };
}

function withForm(state: WorkstationState, { call, form }: Correcting): WorkstationState {
  return { ...state, stage: { at: 'call', call, form } };
}

export const TOWNS_NEWS: Rows<TownsNews, never> = {
  'towns-came': (state, { postcode, names }) => {
    const open = correctingOf(state);
    // Another postcode was typed since: these are the towns of nothing on screen.
    if (open?.form.towns?.postcode !== postcode) return update(state);
    return update(withForm(state, { ...open, form: { ...open.form, towns: { postcode, names } } }));
  },
};

/**
 * A place that is another than the card's: the towns of its postcode are asked for, once. A fictitious card asks nothing,
 * nor does a line that is down.
 */
export function withTowns<C>({ state, commands }: Update<C>): Update<C | TownsCommand> {
  const open = correctingOf(state);
  if (!open || state.practice || state.line === 'reconnecting') return { state, commands };
  const { call, form } = open;
  const { postcode, country } = placeOf(form, call);
  const isWhole = 'text' in readCoordinate('CP', postcode, { postcode, country });
  const isNewPlace = isRetyped(form, 'CP', call) || isRetyped(form, 'VILLE', call);
  if (!isWhole || !isNewPlace || form.towns?.postcode === postcode) return { state, commands };
  const asked = withForm(state, { call, form: { ...form, towns: { postcode } } });
  const campaign = call.card.campaign.code;
  return { state: asked, commands: [...commands, { do: 'towns', campaign, postcode }] };
}
