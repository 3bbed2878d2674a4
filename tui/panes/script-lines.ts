import type { ScriptAnswer, ScriptNode } from '../../shared/call-script.ts';
import { mainAnswer } from '../../shared/main-answer.ts';
import { answerTable, isRoomy, measureOf, textRows } from '../../shared/screen/step-room.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, sideBySide, span } from '../screen/line.ts';
import { scrolledText } from '../screen/long-list.ts';
import { type Call, currentNode } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';
import { receiptLines } from './receipt-lines.ts';
import { saidText } from './said-script.ts';

/** The one that Enter gives bears its sign. */
function answerLine(answer: ScriptAnswer, isMain: boolean): Line {
  return line(isMain ? span('⏎ ', 'key') : '  ', span(answer.key, 'key'), '  ', answer.label);
}

/** Every answer, in as many columns as it takes. */
function answerLines({ script }: Call, node: ScriptNode, region: Region): Line[] {
  const { answers } = node;
  const { columns, rows, width } = answerTable(
    answers.map(({ label }) => label),
    region,
  );
  const main = mainAnswer(script, node);
  const lines = answers.map((answer) => answerLine(answer, answer === main));
  const blocks = Array.from({ length: columns }, (_, at) => lines.slice(at * rows, (at + 1) * rows));
  return sideBySide(blocks, width).map((one) => clipLine(one, region.width));
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

/**
 * What to say, what to know, what the end records, and the answers: these two always stay on screen, the text above them
 * scrolls.
 */
export function scriptLines(call: Call, agentFirstName: string, region: Region): readonly Line[] {
  const node = currentNode(call);
  const width = measureOf(region);
  const said = wrapText(saidText(call, agentFirstName), width).map((one) => line('  ', span(one)));
  const answers = answerLines(call, node, region);
  const gap = isRoomy(region) ? [BLANK] : [];
  const hint = [...confirmLines(call, width), ...hintLines(node.hint, width)];
  const spoken = hint.length > 0 ? [...said, ...gap, ...hint] : said;
  const receipt = receiptLines(call, region);
  const kept = receipt.length > 0 ? [...gap, ...receipt] : [];
  const height = Math.max(1, textRows(region, answers.length) - kept.length);
  return [...gap, ...scrolledText(spoken, { scroll: call.scroll, height }), ...kept, BLANK, ...answers];
}
