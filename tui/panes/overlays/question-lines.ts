import type { PauseKind } from '../../../shared/desk.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { saidName } from '../../../shared/identity.ts';
import { FRENCH_OUTBOX } from '../../outbox/french-outbox.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import { lastSaved, nothingToUndo } from '../../state/overlays/undo.ts';
import { isSealed } from '../../state/saving.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { FRENCH } from '../../words/french.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText } from '../dates.ts';
import { choices, prose, wide } from './page-text.ts';

/** Pages that ask one question: each answer has its own key. */

function unsentWhy(state: WorkstationState): string {
  return isSealed(state) ? FRENCH_OUTBOX.quitOnDisk : PAGES.quit.unsent;
}

export function quitLines(state: WorkstationState): Line[] {
  const why = state.stage.at === 'saving' ? unsentWhy(state) : PAGES.quit.card;
  return [
    line(span(PAGES.quit.title, 'title')),
    BLANK,
    ...prose(why, 'warn'),
    BLANK,
    ...choices(['o', PAGES.quit.yes], ['n', PAGES.quit.no]),
  ];
}

const KIND_KEYS: readonly (readonly [string, PauseKind])[] = [
  ['p', 'pause'],
  ['d', 'dejeuner'],
  ['l', 'legale'],
  ['b', 'debriefing'],
  ['f', 'formation'],
  ['t', 'technique'],
];

/** The kinds of pause with their keys, but the one under way. */
export function pauseKinds(now?: PauseKind): Line[] {
  const others = KIND_KEYS.filter(([, kind]) => kind !== now);
  return choices(...others.map(([key, kind]) => [key, FRENCH.pause.kinds[kind]] as const));
}

export function pauseChoiceLines(): Line[] {
  return [line(span(FRENCH.pause.choice, 'title')), BLANK, ...pauseKinds()];
}

interface Question {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
}

function question({ title, yes, no }: Question, said: readonly Line[]): Line[] {
  const lines = [line(span(title, 'title')), BLANK, ...said, BLANK, ...choices(['o', yes], ['n', no])];
  return [BLANK, ...indent(lines, 2)];
}

export function undoLines(state: WorkstationState, { width }: Region): Line[] {
  const text = PAGES.undo;
  const last = lastSaved(state);
  if (!last) return [BLANK, ...indent(wide(nothingToUndo(state) ?? '', width), 2)];
  const row = dispositionOf(last.disposition);
  const what = text.what(
    dispositionLabel(last.disposition, last.call.card.campaign.country),
    saidName(last.call.card.donor),
    clockText(last.savedAtMs),
  );
  const effect = row?.email ? text.effectWithEmail : text.effect;
  return question(text, [...wide(what, width), ...wide(effect, width)]);
}

export function freezeLines({ width }: Region): Line[] {
  const text = PAGES.freeze;
  return question(text, [...wide(text.what, width, 'warn'), ...wide(text.none, width)]);
}
