import type { MyDay } from '../../../shared/card.ts';
import type { Problem } from '../problem.ts';
import { covered, type Rows, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import { opens, type Page } from './page.ts';

export type MyDayNews =
  | { readonly type: 'day-came'; readonly day: MyDay }
  | { readonly type: 'day-failed'; readonly problem: Problem };

export interface MyDayCommand {
  readonly do: 'my-day';
}

export const MY_DAY_KEYS = {
  'my-day': opens('my-day', (state) => update(covered(state, { kind: 'my-day' }), { do: 'my-day' })),
};

/** The figures, or why they did not come; the page of the shift's end shows them too. */
function answered(
  state: WorkstationState,
  came: { readonly day: MyDay } | { readonly problem: Problem },
): Update<never> {
  const { overlay } = state;
  if (overlay?.kind === 'shift-end') return update(covered(state, { ...overlay, ...came }));
  return update(overlay?.kind === 'my-day' ? covered(state, { kind: 'my-day', ...came }) : state);
}

export const MY_DAY_NEWS: Rows<MyDayNews, never> = {
  'day-came': (state, { day }) => answered(state, { day }),
  'day-failed': (state, { problem }) => answered(state, { problem }),
};

export const myDayPage: Page<'my-day', never> = {
  help: 'closes',
  keys: (state, _, gesture) => update(gesture.type === 'accept' ? uncovered(state) : state),
};
