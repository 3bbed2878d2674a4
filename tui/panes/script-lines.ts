import type { ScriptAnswer, ScriptNode } from '../../shared/call-script.ts';
import { mainAnswer } from '../../shared/main-answer.ts';
import { cells } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, sideBySide, span } from '../screen/line.ts';
import { type Call, currentNode } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';
import { saidText } from './said-script.ts';

const MARGIN = 2;
/** Lines longer than this are tiring to read aloud. */
const MAX_MEASURE = 84;

/** The one that Enter gives bears its sign. */
function answerLine(answer: ScriptAnswer, isMain: boolean): Line {
  return line(isMain ? span('⏎ ', 'key') : '  ', span(answer.key, 'key'), '  ', answer.label);
}

/** One column, or two when the pane is low and the labels allow it. */
function answerLines({ script }: Call, node: ScriptNode, region: Region): Line[] {
  const { answers } = node;
  const main = mainAnswer(script, node);
  const lines = answers.map((answer) => answerLine(answer, answer === main));
  const half = Math.floor(region.width / 2);
  const widest = Math.max(...answers.map((answer) => cells(answer.label) + 6));
  if (region.height >= 14 || answers.length < 3 || widest > half) return lines;
  const rows = Math.ceil(lines.length / 2);
  return sideBySide([lines.slice(0, rows), lines.slice(rows)], half);
}

function hintLines(hint: string | undefined, width: number): Line[] {
  if (hint === undefined) return [];
  return wrapText(`${FRENCH.script.hint} : ${hint}`, width).map((one) => line('  ', span(one, 'faint')));
}

/** A number found for the household only: the call begins by checking who answers (docs/rules/enrichment.md). */
function confirmLines(call: Call, width: number): Line[] {
  const dialled = call.card.donor.phones.find((phone) => phone.slot === call.phoneSlot);
  if (!dialled?.toConfirm || call.path.length > 1) return [];
  return wrapText(FRENCH.card.confirmFirst, width).map((one) => line('  ', span(one, 'warn')));
}

/** The text that fits above the answers, from the line scrolled to; the last line tells how much follows. */
function scrolled(lines: readonly Line[], scroll: number, room: number): Line[] {
  if (lines.length <= room) return [...lines];
  const from = Math.min(scroll, lines.length - room);
  const rest = lines.length - from - room;
  const shown = lines.slice(from, from + room);
  return rest > 0 ? [...shown.slice(0, -1), line('  ', span(FRENCH.script.more(rest + 1), 'key'))] : shown;
}

/**
 * What to say, what to know, and the answers: the answers always stay on screen, the text above them scrolls.
 */
export function scriptLines(call: Call, agentFirstName: string, region: Region): readonly Line[] {
  const node = currentNode(call);
  const width = Math.min(region.width - 2 * MARGIN, MAX_MEASURE);
  const said = wrapText(saidText(call, agentFirstName), width).map((one) => line('  ', span(one)));
  const answers = answerLines(call, node, region);
  const gap = region.height >= 14 ? [BLANK] : [];
  const hint = [...confirmLines(call, width), ...hintLines(node.hint, width)];
  const spoken = hint.length > 0 ? [...said, ...gap, ...hint] : said;
  const room = Math.max(2, region.height - answers.length - 1 - gap.length);
  return [...gap, ...scrolled(spoken, call.scroll, room), BLANK, ...answers];
}
