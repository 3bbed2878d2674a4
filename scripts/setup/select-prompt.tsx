import { Box, render, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { questionInterrupted, type Terminal } from '../cli/terminal.ts';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** Once nothing is asked any more: a keyboard that is still held keeps the program from ending. */
export function letKeyboardGo(): void {
  process.stdin.unref();
}

/**
 * One of several, by the arrows and Enter. The list leaves the screen, the answer stays on it. AppError `question-interrupted` on
 * Ctrl-C.
 */
export async function chooseOne<T extends string>(
  terminal: Terminal,
  question: string,
  choices: readonly Choice<T>[],
): Promise<T> {
  let picked: Choice<T> | undefined;
  const app = render(
    <Box flexDirection="column">
      <Text bold>{question}</Text>
      <SelectInput
        items={[...choices]}
        onSelect={(item) => {
          picked = item;
          app.clear();
          app.unmount();
        }}
      />
    </Box>,
  );
  await app.waitUntilExit();
  // Ink lets go of the keyboard, and the program would end before the next question.
  process.stdin.ref();
  if (picked === undefined) throw questionInterrupted();
  terminal.line(`${question} ${picked.label}`);
  return picked.value;
}
