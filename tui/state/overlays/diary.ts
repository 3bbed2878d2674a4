import type { Diary } from '../../../shared/diary.ts';
import type { Problem } from '../problem.ts';
import { covered, type Rows, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import { MAX_SCROLL, opens, type Page, stepped } from './page.ts';

export type DiaryNews =
  | { readonly type: 'diary-came'; readonly diary: Diary }
  | { readonly type: 'diary-failed'; readonly problem: Problem };

export interface DiaryCommand {
  readonly do: 'diary';
}

export const DIARY_KEYS = {
  diary: opens('diary', (state) => update(covered(state, { kind: 'diary', scroll: 0 }), { do: 'diary' })),
};

/** The callbacks, or why they did not come; the page of the shift's end counts them too. */
function answered(
  state: WorkstationState,
  came: { readonly diary: Diary } | { readonly problem: Problem },
): Update<never> {
  const { overlay } = state;
  if (overlay?.kind !== 'diary' && overlay?.kind !== 'shift-end') return update(state);
  return update(covered(state, { ...overlay, ...came }));
}

export const DIARY_NEWS: Rows<DiaryNews, never> = {
  'diary-came': (state, { diary }) => answered(state, { diary }),
  'diary-failed': (state, { problem }) => answered(state, { problem }),
};

export const diaryPage: Page<'diary', never> = {
  help: 'lays',
  keys: (state, overlay, gesture) => {
    if (gesture.type === 'accept') return update(uncovered(state));
    if (gesture.type !== 'move') return update(state);
    return update(covered(state, { ...overlay, scroll: stepped(overlay.scroll, gesture.by, MAX_SCROLL) }));
  },
};
