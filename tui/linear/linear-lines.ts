import { contextOf } from '../keys/contexts.ts';
import { withKeys } from '../keys/named-keys.ts';
import { cardLines } from '../panes/card-lines.ts';
import { formLines } from '../panes/form-lines.ts';
import { keyBarLines } from '../panes/key-bar-lines.ts';
import { lineText } from '../panes/line-text.ts';
import { offersLines, offersTitle } from '../panes/offers-lines.ts';
import { pageLines } from '../panes/overlays/page-lines.ts';
import { centreTitle } from '../panes/rule-lines.ts';
import { scriptLines } from '../panes/script-lines.ts';
import type { Region } from '../screen/layout.ts';
import type { Line } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { knownLines, newLines, spokenLines } from './spoken-lines.ts';
import { typedField, typedLine } from './typed-field.ts';

/** High enough that nothing is scrolled out, and as wide as is pleasant to read line by line. */
const PAPER: Region = { width: 100, height: 400 };
/** Narrow, so that lists have one column. */
const PAGE: Region = { width: 60, height: 60 };

const LARGE = { columns: 120, rows: 60 };

/** A part of what there is to tell; `title` names it when it comes. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly Line[];
}

function callParts(call: Call, state: WorkstationState): Part[] {
  const { form } = state.stage.at === 'call' ? state.stage : {};
  const { callId } = call.card;
  return [
    { id: `card ${callId}`, title: FRENCH.header.card, lines: cardLines(call, PAPER) },
    { id: `offers ${callId}`, title: offersTitle(call), lines: offersLines(call, PAPER, 'two') },
    form
      ? { id: `form ${form.kind}`, title: centreTitle(state), lines: formLines(call, form, PAGE) }
      : {
          id: `script ${callId} ${call.path.length}`,
          title: centreTitle(state),
          lines: scriptLines(call, state.agentFirstName, PAPER),
        },
  ];
}

/** The help is told whole: nobody scrolls what is read aloud. */
function paperOf({ kind }: NonNullable<WorkstationState['overlay']>): Region {
  return kind === 'help' ? PAPER : PAGE;
}

/** From so few letters on, what a search of the help leaves is told anew. */
const TELLING = 3;

function searched(overlay: NonNullable<WorkstationState['overlay']>): string {
  if (overlay.kind !== 'help' || overlay.field.text.length < TELLING) return '';
  return ` ${overlay.field.text}`;
}

function partsOf(state: WorkstationState): readonly Part[] {
  const { stage, overlay, notice } = state;
  const said = notice
    ? [
        {
          id: 'notice',
          title: '',
          lines: [[{ text: withKeys(notice.text, state.chosenKeys), tone: 'plain' }]],
        } as const,
      ]
    : [];
  const lost =
    state.line === 'reconnecting'
      ? [{ id: 'line', title: '', lines: [[{ text: FRENCH.line.reconnecting, tone: 'bad' }]] } as const]
      : [];
  const dialled = lineText(state);
  const onLine =
    dialled === ''
      ? []
      : [{ id: 'telephone', title: '', lines: [[{ text: dialled, tone: 'plain' }]] } as const];
  if (overlay)
    return [
      {
        id: `page ${overlay.kind}${searched(overlay)}`,
        title: '',
        lines: pageLines(state, paperOf(overlay)),
      },
      ...lost,
      ...onLine,
      ...said,
    ];
  if (stage.at === 'call') return [...callParts(stage.call, state), ...lost, ...onLine, ...said];
  return [{ id: `stage ${stage.at}`, title: '', lines: pageLines(state, PAGE) }, ...lost, ...onLine, ...said];
}

/** The keys of a page that has just come; those of the script are in the help. */
function keysLine(state: WorkstationState): readonly string[] {
  const context = contextOf(state);
  if (context === 'script' || context === 'help') return [];
  const words = spokenLines(keyBarLines(state, context, { width: 200, height: 1 })).join('');
  return words === '' ? [] : [`Touches : ${words}`];
}

/** A smaller window changes nothing to what is told. */
function tall(state: WorkstationState): WorkstationState {
  return { ...state, size: LARGE };
}

/**
 * What to tell of a change, line by line, without boxes nor positions: the part that came with its title, the lines that
 * are new, the character typed, the notice. Nothing for a change that only an eye would see (the clock, a resize).
 */
export function linearLines(
  before: WorkstationState | undefined,
  after: WorkstationState,
): readonly string[] {
  const [from, to] = [before && tall(before), tall(after)];
  const known = new Map((from ? partsOf(from) : []).map(({ id, lines }) => [id, knownLines(lines)]));
  const told = partsOf(to).flatMap(({ id, title, lines }) => {
    const words = spokenLines(lines);
    const old = known.get(id);
    if (old) return newLines(old, words);
    return title === '' ? words : [`— ${title} —`, ...words];
  });
  const typed = typedLine(from && typedField(from), typedField(to));
  const keys = from && contextOf(from) === contextOf(to) ? [] : keysLine(to);
  return [...told, ...(typed === undefined ? [] : [typed]), ...keys];
}
