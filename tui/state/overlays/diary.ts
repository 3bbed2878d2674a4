import type { Diary } from '../../../shared/diary.ts';
import type { Problem } from '../problem.ts';
import { covered, type Rows, type Update, uncovered, update, type WakeCommand } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import { opens, type Page, stepped } from './page.ts';
import { type OpenOwnCommand, openChosen, type SearchCommand } from './search.ts';

export type DiaryNews =
  | { readonly type: 'diary-came'; readonly diary: Diary }
  | { readonly type: 'diary-failed'; readonly problem: Problem };

export interface DiaryCommand {
  readonly do: 'diary';
}

export const DIARY_KEYS = {
  diary: opens<'diary', SearchCommand>('diary', (state) =>
    update(covered(state, { kind: 'diary', index: 0 }), { do: 'own-records', kind: 'callback' }),
  ),
};

/** The hours promised, or why they did not come: the page of the shift's end counts them. */
function answered(
  state: WorkstationState,
  came: { readonly diary: Diary } | { readonly problem: Problem },
): Update<never> {
  const { overlay } = state;
  return update(overlay?.kind === 'shift-end' ? covered(state, { ...overlay, ...came }) : state);
}

export const DIARY_NEWS: Rows<DiaryNews, never> = {
  'diary-came': (state, { diary }) => answered(state, { diary }),
  'diary-failed': (state, { problem }) => answered(state, { problem }),
};

export const diaryPage: Page<'diary', OpenOwnCommand | WakeCommand> = {
  help: 'lays',
  keys: (state, overlay, gesture) => {
    const { found = [], index } = overlay;
    if (gesture.type === 'accept')
      return found.length > 0 ? openChosen(state, found, index) : update(uncovered(state));
    if (gesture.type !== 'move') return update(state);
    return update(
      covered(state, { ...overlay, index: stepped(index, gesture.by, Math.max(0, found.length - 1)) }),
    );
  },
};
