import { OTHER_SCREEN } from '../../../shared/card.ts';
import { withKeys } from '../../keys/named-keys.ts';
import { FRENCH_OUTBOX } from '../../outbox/french-outbox.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import type { Problem } from '../../state/problem.ts';
import { isSealed } from '../../state/saving.ts';
import type { LoginStage, WorkstationState } from '../../state/workstation-state.ts';
import { FRENCH } from '../../words/french.ts';
import { PAGES } from '../../words/french-pages.ts';
import { PRACTICE } from '../../words/french-practice.ts';
import { clockText } from '../dates.ts';
import { fieldLine } from '../field-line.ts';
import { problemLines, prose } from './page-text.ts';
import { passphraseLines } from './passphrase-lines.ts';
import { pauseKinds } from './question-lines.ts';

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

/** Nothing was refused to somebody whose work goes on at another of their own screens. */
function troubleTitle({ code, kind }: Problem): string {
  if (code === OTHER_SCREEN) return FRENCH.trouble.elsewhere;
  return kind === 'unavailable' ? FRENCH_OUTBOX.unreachable : FRENCH.trouble.title;
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

/** What stands where no card and no page does: login, loading, saving, waiting, time after an ending, trouble, pause. */
export function stageLines(state: WorkstationState): Line[] {
  const { stage } = state;
  switch (stage.at) {
    case 'login':
      return loginLines(stage, state.heldOutcome !== undefined);
    case 'passphrase':
      return passphraseLines(stage);
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
    case 'wrap-up':
      return [
        line(span(FRENCH.wrapUp.title, 'title')),
        BLANK,
        ...prose(FRENCH.wrapUp.what),
        // The timer's line.
        BLANK,
        BLANK,
        ...prose(withKeys(FRENCH.wrapUp.keys, state.chosenKeys), 'faint'),
      ];
    case 'trouble':
      return [line(span(troubleTitle(stage.problem), 'title')), BLANK, ...problemLines(stage.problem)];
    case 'pause':
      return [
        line(span(FRENCH.pause.title, 'title')),
        BLANK,
        ...prose(FRENCH.pause.since(FRENCH.pause.kinds[stage.kind], clockText(stage.sinceMs))),
        // The timer's line.
        BLANK,
        BLANK,
        ...prose(withKeys(FRENCH.pause.back, state.chosenKeys)),
        ...pauseKinds(stage.kind),
      ];
    case 'leaving':
      return prose(PAGES.quit.leaving, 'faint');
  }
}
