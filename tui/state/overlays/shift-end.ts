import { covered, update } from '../update.ts';
import type { DiaryCommand } from './diary.ts';
import type { MyDayCommand } from './my-day.ts';
import { opens, type Page } from './page.ts';
import { type LeaveCommand, leave } from './quit.ts';

/** The day and tomorrow's callbacks are asked for at once. */
type ShiftEndCommand = MyDayCommand | DiaryCommand;

export const SHIFT_END_KEYS = {
  'shift-end': opens<'shift-end', ShiftEndCommand>('shift-end', (state) =>
    update(covered(state, { kind: 'shift-end' }), { do: 'my-day' }, { do: 'diary' }),
  ),
};

export const shiftEndPage: Page<'shift-end', LeaveCommand> = {
  help: 'lays',
  keys: (state, _, gesture) => (gesture.type === 'yes' ? leave(state) : update(state)),
};
