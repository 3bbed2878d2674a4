import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { commandTable } from '../../../scripts/cli/command-table.ts';
import { completionScript } from '../../../scripts/cli/completion-scripts.ts';
import { manPage } from '../../../scripts/cli/man-page.ts';
import { buildProgram, runCommand } from '../../../scripts/program.ts';

const said: string[] = [];
const terminal = {
  isInteractive: false,
  columns: 80,
  line: (text = '') => void said.push(text),
  warn: (text: string) => void said.push(text),
  ask: async () => '',
  askSecret: async () => '',
  askDrawn: () => Promise.reject(new Error('no question expected')),
  lines: () => undefined,
};
const table = commandTable(await buildProgram({ env: {}, terminal }));
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function fileOf(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, `${text}\n`);
  return file;
}

/** What one bash would offer after the words of each line, the last one being typed. */
function offeredTo(file: string, lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const asked = lines.map(
    (words) =>
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; COMPREPLY=(); _plateau; echo "\${COMPREPLY[*]}"`,
  );
  const script = `IFS=$' \\t\\n'; source "$1"; ${asked.join('\n')}`;
  const out = execFileSync('bash', ['--norc', '-c', script, 'bash', file], { encoding: 'utf8' });
  return out
    .split('\n')
    .slice(0, lines.length)
    .map((line) => line.split(' ').filter((word) => word !== ''));
}

const offered = (file: string, ...words: readonly string[]) => offeredTo(file, [words])[0];

it('the table holds every command with a description in French', () => {
  expect(table.length).toBeGreaterThan(50);
  for (const { path, description } of table) expect([path, description]).not.toEqual([path, '']);
  const reassign = table.find((one) => one.path.join(' ') === 'reassign');
  expect(reassign?.after).toContain('plateau reassign --from zoe');
  expect(reassign?.options.find((one) => one.names.includes('--to'))).toMatchObject({ takesValue: true });
});

it('bash accepts the script and completes commands, options and choices', () => {
  const file = fileOf('plateau.bash', completionScript('bash', table));
  execFileSync('bash', ['-n', file]);
  expect(offered(file, 'plateau', 'rea')).toEqual(['reassign']);
  expect(offered(file, 'plateau', 'reassign', 'h')).toEqual(['history']);
  expect(offered(file, 'plateau', 'reassign', '--un')).toEqual(['--undo']);
  expect(offered(file, 'plateau', 'reassign', '--to', '')).toEqual([]);
  expect(offered(file, 'plateau', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(offered(file, 'plateau', '')?.toSorted()).toEqual(
    table.flatMap(({ path }) => (path.length === 1 ? path : [])).toSorted(),
  );
  const commands = table.slice(1);
  const told = offeredTo(
    file,
    commands.map(({ path }) => ['plateau', ...path, '-']),
  );
  for (const [at, { path, options }] of commands.entries())
    expect([path, told[at]]).toEqual([path, options.flatMap((one) => one.names)]);
});

it('zsh and fish accept theirs, where they are', () => {
  for (const shell of ['zsh', 'fish'] as const) {
    const file = fileOf(`plateau.${shell}`, completionScript(shell, table));
    if (has(shell)) execFileSync(shell, ['-n', file]);
  }
  const fish = completionScript('fish', table);
  expect(fish).toContain(`complete -c plateau -n "__plateau_at 'reassign'" -f -a 'history'`);
  const zsh = completionScript('zsh', table);
  for (const shell of [fish, zsh]) expect(shell.split("'").length % 2).toBe(1);
});

it('the manual is roff that groff accepts, with every command and its example', () => {
  const page = manPage(table, '1.2.3');
  expect(page).toMatch(/^\.\\" -\*- coding: utf-8/);
  for (const { path } of table.slice(1))
    expect(page).toContain(`\n.SS plateau ${path.join(' ').replaceAll('-', '\\-')}\n`);
  if (!has('groff')) return;
  const file = fileOf('plateau.1', page);
  const made = spawnSync('groff', ['-K', 'utf8', '-man', '-T', 'utf8', '-ww', '-P-c', file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  expect([made.status, made.stderr]).toEqual([0, '']);
  // A bold sign is struck twice on such a device.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the backspace between the two strikes
  const read = made.stdout.replace(/.\u0008/g, '');
  expect(read).toContain('plateau reassign --record 1204 --to ali --next');
  expect(read).toContain('CODES DE RETOUR');
});

it('a shell that is none of the three is refused in French', async () => {
  expect(await runCommand(['node', 'plateau', 'completion', 'tcsh'], { env: {}, terminal })).toBe(2);
  expect(said.join('\n')).toContain('bash, zsh, fish');
  expect(said.join('\n')).not.toMatch(/Allowed choices|invalid/);
});
