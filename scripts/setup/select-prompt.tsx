import { Box, render, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { questionInterrupted, type Terminal } from '../cli/terminal.ts';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
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
  let left: Promise<unknown> = Promise.resolve();
  const picked = await terminal.askDrawn<Choice<T>>(question, (input) => {
    const answer = Promise.withResolvers<Choice<T>>();
    const app = render(
      <Box flexDirection="column">
        <Text bold>{question}</Text>
        <SelectInput
          items={[...choices]}
          onSelect={(item) => {
            answer.resolve(item);
            app.clear();
            app.unmount();
          }}
        />
      </Box>,
      // Ink reads a terminal's input by its general face, and names the type of the machine's own.
      { stdin: input as unknown as NodeJS.ReadStream },
    );
    left = app.waitUntilExit().then(() => answer.reject(questionInterrupted()), answer.reject);
    return { answer: answer.promise, settled: () => app.waitUntilRenderFlush() };
  });
  await left;
  terminal.line(`${question} ${picked.label}`);
  return picked.value;
}
