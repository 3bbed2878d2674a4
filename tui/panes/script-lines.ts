import type { ScriptAnswer, ScriptNode } from '../../shared/call-script.ts';
import { mainAnswer } from '../../shared/main-answer.ts';
import { type AnswerTable, measureOf, stepLayout } from '../../shared/screen/step-room.ts';
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

/** Every answer, in the columns that the step has for them. */
function answerLines({ script }: Call, node: ScriptNode, { columns, rows, width }: AnswerTable): Line[] {
  const main = mainAnswer(script, node);
  const lines = node.answers.map((answer) => answerLine(answer, answer === main));
  const blocks = Array.from({ length: columns }, (_, at) => lines.slice(at * rows, (at + 1) * rows));
  return sideBySide(blocks, width);
}

function hintLines(hint: string | undefined, width: number): string[] {
  return hint === undefined ? [] : wrapText(`${FRENCH.script.hint} : ${hint}`, width);
}

/** A number found for the household only: the call begins by checking who answers (docs/rules/enrichment.md). */
function confirmLines(call: Call, width: number): string[] {
  const dialled = call.card.donor.phones.find((phone) => phone.slot === call.phoneSlot);
  if (!dialled?.toConfirm || call.path.length > 1) return [];
  return wrapText(FRENCH.card.confirmFirst, width);
}

/**
 * What to say, what to know, what the end records, and the answers: these two always stay on screen, the text above them
 * scrolls.
 */
export function scriptLines(call: Call, agentFirstName: string, region: Region): readonly Line[] {
  const node = currentNode(call);
  const width = measureOf(region);
  const first = confirmLines(call, width);
  const hint = hintLines(node.hint, width);
  const receipt = receiptLines(call, region);
  const { said, answers, gaps, textRows } = stepLayout(
    {
      said: wrapText(saidText(call, agentFirstName), width),
      hint: [...first, ...hint],
      labels: node.answers.map(({ label }) => label),
      kept: receipt.length,
    },
    region,
  );
  const blank = (count: number) => Array<Line>(count).fill(BLANK);
  const remarks = [
    ...first.map((one) => line('  ', span(one, 'warn'))),
    ...hint.map((one) => line('  ', span(one, 'faint'))),
  ];
  const spoken = [...said.map((one) => line('  ', span(one))), ...blank(gaps.hint), ...remarks];
  return [
    ...blank(gaps.top),
    ...scrolledText(spoken, { scroll: call.scroll, height: textRows }),
    ...blank(gaps.kept),
    ...receipt,
    ...blank(gaps.answers),
    ...answerLines(call, node, answers).map((one) => clipLine(one, region.width)),
  ];
}
