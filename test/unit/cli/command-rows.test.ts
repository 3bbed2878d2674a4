import { describe, expect, it } from 'vitest';
import { commandProgram } from '../../../scripts/cli/run-command.ts';
import { COMMANDS, commandsFor } from '../../../scripts/program.ts';

const terminal = {
  isInteractive: false,
  columns: 80,
  line: () => undefined,
  warn: () => undefined,
  ask: async () => '',
  askSecret: async () => '',
  askDrawn: () => Promise.reject(new Error('no question expected')),
  lines: () => undefined,
};

describe('the table of commands', () => {
  it.each(COMMANDS)('%j: the words of the row are those that its file declares', async (names, load) => {
    const program = commandProgram([await load()], { env: {}, terminal });
    expect(program.commands.map((one) => one.name())).toEqual(names);
  });

  it('names a word once', () => {
    const words = COMMANDS.flatMap(([names]) => names);
    expect(new Set(words).size).toBe(words.length);
  });

  it('reads one file for a command, all of them for help, for an unknown word and for what tells of all', async () => {
    expect(await commandsFor('restore')).toHaveLength(1);
    for (const word of [undefined, '--help', 'inconnue', 'man', 'completion'])
      expect(await commandsFor(word)).toHaveLength(COMMANDS.length);
  });
});
