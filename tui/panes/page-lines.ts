import { tableOf } from '../keys/chosen-keys.ts';
import { withKeys } from '../keys/named-keys.ts';
import { FRENCH_OUTBOX } from '../outbox/french-outbox.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../screen/line.ts';
import { wrapText } from '../screen/wrap-text.ts';
import { isKeyboardOverlay } from '../state/keyboard-messages.ts';
import type { LoginStage, Problem, WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { PAGES } from '../words/french-pages.ts';
import { PRACTICE } from '../words/french-practice.ts';
import { clockText } from './dates.ts';
import { fieldLine } from './field-line.ts';
import { diaryLines } from './overlays/diary-lines.ts';
import { exerciseLines } from './overlays/exercise-lines.ts';
import { helpLines } from './overlays/help-lines.ts';
import { keyboardPageLines } from './overlays/keyboard-page-lines.ts';
import { knowledgeLines } from './overlays/knowledge-lines.ts';
import { myDayLines } from './overlays/my-day-lines.ts';
import { objectionLines } from './overlays/objection-lines.ts';
import { shiftEndLines } from './overlays/shift-end-lines.ts';

/** Widest measure of a page's text. */
const MEASURE = 64;

function prose(text: string, tone: 'plain' | 'strong' | 'warn' | 'faint' = 'plain'): Line[] {
  return wrapText(text, MEASURE).map((one) => line(span(one, tone)));
}

function problemLines(problem: Problem): Line[] {
  return [...prose(problem.message, 'warn'), ...prose(problem.hint)];
}

function choices(...pairs: readonly (readonly [string, string])[]): Line[] {
  return pairs.map(([key, label]) => line(span(key, 'key'), `  ${label}`));
}

function loginLines(stage: LoginStage, held: boolean): Line[] {
  const field = (at: 0 | 1, label: string, masked: boolean) =>
    line(
      span(stage.index === at ? '▸ ' : '  ', 'key'),
      span(label.padEnd(15), stage.index === at ? 'strong' : 'faint'),
      ...fieldLine(stage.fields[at], { width: 32, focused: stage.index === at && !stage.busy, masked }),
    );
  return [
    line(span(FRENCH.login.title, 'title')),
    BLANK,
    field(0, FRENCH.login.login, false),
    field(1, FRENCH.login.password, true),
    BLANK,
    ...(stage.busy ? prose(FRENCH.login.busy, 'faint') : []),
    ...(stage.problem ? problemLines(stage.problem) : []),
    ...(held ? [BLANK, ...prose(FRENCH.login.held, 'warn')] : []),
  ];
}

function troubleTitle({ kind }: Problem): string {
  return kind === 'unavailable' ? FRENCH_OUTBOX.unreachable : FRENCH.trouble.title;
}

function unsentWhy(state: WorkstationState): string {
  return isSealed(state) ? FRENCH_OUTBOX.quitOnDisk : PAGES.quit.unsent;
}

function quitLines(state: WorkstationState): Line[] {
  const why = state.stage.at === 'saving' ? unsentWhy(state) : PAGES.quit.card;
  return [
    line(span(PAGES.quit.title, 'title')),
    BLANK,
    ...prose(why, 'warn'),
    BLANK,
    ...choices(['o', PAGES.quit.yes], ['n', PAGES.quit.no]),
  ];
}

function pauseChoiceLines(): Line[] {
  const { kinds } = FRENCH.pause;
  return [
    line(span(FRENCH.pause.choice, 'title')),
    BLANK,
    ...choices(
      ['p', kinds.pause],
      ['d', kinds.dejeuner],
      ['l', kinds.legale],
      ['b', kinds.debriefing],
      ['f', kinds.formation],
      ['t', kinds.technique],
    ),
  ];
}

function isSealed({ unsent }: WorkstationState): boolean {
  return unsent !== undefined && unsent.count > 0 && unsent.isOnDisk;
}

function savingLines(stage: WorkstationState['stage'] & { at: 'saving' }, sealed: boolean): Line[] {
  if (!stage.unsent) return prose(FRENCH.saving.sending, 'faint');
  return [
    line(span(FRENCH.saving.unsentTitle, 'bad')),
    BLANK,
    ...prose(sealed ? FRENCH_OUTBOX.onDisk : FRENCH.saving.unsent),
    ...prose(FRENCH.saving.next),
    BLANK,
    ...(stage.problem ? problemLines(stage.problem) : []),
    ...prose(FRENCH.saving.tries(stage.tries), 'faint'),
  ];
}

function stageLines(state: WorkstationState): Line[] {
  const { stage } = state;
  switch (stage.at) {
    case 'login':
      return loginLines(stage, state.heldOutcome !== undefined);
    case 'loading':
    case 'call':
      return prose(FRENCH.loading, 'faint');
    case 'saving':
      return savingLines(stage, isSealed(state));
    case 'waiting':
      return [
        line(span(FRENCH.waiting.title, 'title')),
        BLANK,
        ...prose(stage.why),
        ...prose(FRENCH.waiting.retry(clockText(stage.retryAtMs)), 'faint'),
        ...(stage.toPractise ? [BLANK, ...prose(withKeys(PRACTICE.invite, state.chosenKeys), 'strong')] : []),
      ];
    case 'trouble':
      return [line(span(troubleTitle(stage.problem), 'title')), BLANK, ...problemLines(stage.problem)];
    case 'pause':
      return [
        line(span(FRENCH.pause.title, 'title')),
        BLANK,
        ...prose(`${FRENCH.pause.kinds[stage.kind]} ${FRENCH.pause.since(clockText(stage.sinceMs))}.`),
      ];
    case 'leaving':
      return prose(PAGES.quit.leaving, 'faint');
  }
}

/** A page that fills the body: a short text a third of the way down, or a list from the top. */
export function pageLines(state: WorkstationState, region: Region): readonly Line[] {
  const { overlay } = state;
  if (overlay?.kind === 'help') return helpLines(overlay.scroll, region, tableOf(state.chosenKeys));
  if (overlay?.kind === 'knowledge') return knowledgeLines(state, overlay, region);
  if (overlay?.kind === 'objections') return objectionLines(state, overlay, region);
  if (overlay?.kind === 'diary') return diaryLines(state, overlay, region);
  if (isKeyboardOverlay(overlay)) return keyboardPageLines(state, overlay, region);
  const lines =
    overlay?.kind === 'my-day'
      ? myDayLines(overlay)
      : overlay?.kind === 'quit'
        ? quitLines(state)
        : overlay?.kind === 'pause-choice'
          ? pauseChoiceLines()
          : overlay?.kind === 'shift-end'
            ? shiftEndLines(state, overlay, MEASURE)
            : overlay?.kind === 'exercise'
              ? exerciseLines(state, overlay, MEASURE)
              : stageLines(state);
  const above = Math.max(1, Math.floor((region.height - lines.length) / 3));
  const left = Math.max(2, Math.min(Math.floor((region.width - MEASURE) / 2), Math.floor(region.width / 4)));
  return [...Array<Line>(above).fill(BLANK), ...indent(lines, left)];
}
