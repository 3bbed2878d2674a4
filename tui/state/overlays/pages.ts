import type { Command } from '../messages.ts';
import { askLeadPage } from './ask-lead.ts';
import { diaryPage } from './diary.ts';
import { freezePage } from './freeze.ts';
import { helpPage } from './help.ts';
import { knowledgePage } from './knowledge.ts';
import { messagesPage } from './messages.ts';
import { myDayPage } from './my-day.ts';
import { objectionsPage } from './objections.ts';
import type { Overlay } from './overlay.ts';
import type { Page } from './page.ts';
import { palettePage } from './palette.ts';
import { pauseChoicePage } from './pause-choice.ts';
import { quitPage } from './quit.ts';
import { searchPage } from './search.ts';
import { seatPage } from './seat.ts';
import { shiftEndPage } from './shift-end.ts';
import { oneCallPage, todayPage } from './today-calls.ts';
import { undoPage } from './undo.ts';

/** The pages with keys of their own; those of an exercise and of a module are the practice's (practice.ts). */
export type PageKind = Exclude<Overlay['kind'], 'exercise' | 'lesson'>;

/** Every page over the screen, by kind: one that is missing does not compile. */
export const PAGE: { readonly [K in PageKind]: Page<K, Command> } = {
  help: helpPage,
  'my-day': myDayPage,
  quit: quitPage,
  'pause-choice': pauseChoicePage,
  knowledge: knowledgePage,
  objections: objectionsPage,
  diary: diaryPage,
  'shift-end': shiftEndPage,
  palette: palettePage,
  search: searchPage,
  today: todayPage,
  'one-call': oneCallPage,
  'ask-lead': askLeadPage,
  seat: seatPage,
  undo: undoPage,
  freeze: freezePage,
  messages: messagesPage,
};
