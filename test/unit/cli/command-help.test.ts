import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../../scripts/program.ts';

/** Every command's help is French, and shows how it is used. */
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

function leavesOf(command: Command, path: string): readonly (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[path, command]];
  return command.commands.flatMap((one) => leavesOf(one, `${path} ${one.name()}`));
}

const program = await buildProgram({ env: {}, terminal });
const leaves = program.commands.flatMap((one) => leavesOf(one, `plateau ${one.name()}`));

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

describe('help', () => {
  it.each(leaves)('%s: French, with an example of that very command', (path, command) => {
    const help = helpOf(command);
    expect(help).not.toMatch(/\b(?:Options|Usage|Arguments|Commands|display help)\b:/);
    const examples = help.slice(help.indexOf('Exemple'));
    expect(examples).toMatch(/^Exemples? ?:/);
    expect(examples).toContain(path);
  });
});
