import type { Region } from '../../screen/layout.ts';
import type { Line } from '../../screen/line.ts';
import type { Overlay, OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { diaryLines } from './diary-lines.ts';
import { exerciseLines } from './exercise-lines.ts';
import { helpLines } from './help-lines.ts';
import { knowledgeLines } from './knowledge-lines.ts';
import { lessonLines } from './lesson-lines.ts';
import { askLeadLines, messageLines } from './message-lines.ts';
import { myDayLines } from './my-day-lines.ts';
import { objectionLines } from './objection-lines.ts';
import { ownRecordLines } from './own-record-lines.ts';
import { centred, MEASURE } from './page-text.ts';
import { paletteLines } from './palette-lines.ts';
import { freezeLines, pauseChoiceLines, quitLines, undoLines } from './question-lines.ts';
import { seatLines } from './seat-lines.ts';
import { shiftEndLines } from './shift-end-lines.ts';
import { oneCallLines, todayLines } from './today-lines.ts';

/** How a page over the screen is shown. */
interface PageView<K extends Overlay['kind']> {
  /** It has the whole body; else it takes the place of the script, the card stays beside it. */
  readonly hidesCard?: true;
  /** In the rule above the body; absent: the page says its own. */
  readonly title?: string;
  readonly lines: (state: WorkstationState, overlay: OverlayOf<K>, region: Region) => readonly Line[];
}

/** Every page, by kind: one that is missing does not compile. */
export const PAGE_VIEWS: { readonly [K in Overlay['kind']]: PageView<K> } = {
  help: {
    hidesCard: true,
    title: PAGES.help.title,
    lines: helpLines,
  },
  'my-day': { hidesCard: true, lines: (_, overlay, region) => centred(myDayLines(overlay), region) },
  quit: { lines: (state, _, region) => centred(quitLines(state), region) },
  'pause-choice': { lines: (_, __, region) => centred(pauseChoiceLines(), region) },
  knowledge: { hidesCard: true, title: PAGES.knowledge.title, lines: knowledgeLines },
  objections: { hidesCard: true, title: PAGES.objections.title, lines: objectionLines },
  diary: { hidesCard: true, title: PAGES.diary.title, lines: diaryLines },
  'shift-end': {
    hidesCard: true,
    lines: (state, overlay, region) => centred(shiftEndLines(state, overlay, MEASURE), region),
  },
  exercise: {
    hidesCard: true,
    lines: (state, overlay, region) => centred(exerciseLines(state, overlay, MEASURE), region),
  },
  lesson: {
    hidesCard: true,
    lines: (state, overlay, region) => centred(lessonLines(state, overlay, MEASURE), region),
  },
  palette: { lines: paletteLines },
  search: { lines: (_, overlay, region) => ownRecordLines(overlay, region) },
  today: { lines: (_, overlay, region) => todayLines(overlay, region) },
  'one-call': { title: PAGES.today.one, lines: oneCallLines },
  'ask-lead': { lines: (_, overlay, region) => askLeadLines(overlay, region) },
  seat: { lines: (_, overlay, region) => seatLines(overlay, region) },
  undo: { lines: (state, _, region) => undoLines(state, region) },
  freeze: { lines: (_, __, region) => freezeLines(region) },
  messages: { lines: (_, overlay, region) => messageLines(overlay, region) },
};
