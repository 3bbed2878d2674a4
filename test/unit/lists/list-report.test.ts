import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { showList } from '../../../scripts/cli/list-summary.ts';
import { openTerminal } from '../../../scripts/cli/terminal.ts';
import {
  type ListOutcome,
  listReport,
  unreadable,
  unreadLines,
} from '../../../server/domain/lists/list-report.ts';

const read: ListOutcome = { rowNumber: 2, id: 'A1', result: 'BLOQUEE', message: 'Close.', effect: 'done' };
const partly: ListOutcome = { ...read, rowNumber: 3, id: 'A2', unread: 'TEL : numéro trop court.' };
const nothing = unreadable(4, '', 'TEL : numéro trop court.');
const outcomes = [read, partly, nothing];

test('the charity’s report gives first the lines that could not be read, whole or in part', () => {
  const { sheets } = listReport({ title: 'T', fileName: 'F', sha256: 'S', createdAtMs: 0, outcomes });
  const lines = [...(sheets.find((sheet) => sheet.name === 'LIGNES')?.rows ?? [])];
  expect(lines.map(([row]) => row)).toEqual([3, 4, 2]);
  const summary = [...(sheets[0]?.rows ?? [])];
  expect(summary).toContainEqual(['Lignes illisibles', 2, expect.stringContaining('À corriger')]);
});

function shown(unread: Parameters<typeof showList>[1]['unread'], json = false) {
  let said = '';
  const stdout = { write: (text: string) => (said += text) } as unknown as NodeJS.WritableStream;
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  const terminal = openTerminal({ stdin, stdout, stderr: new PassThrough() });
  const summary = {
    fileName: 'F.xlsx.pgp',
    rows: 3,
    results: { BLOQUEE: 2, ILLISIBLE: 1 },
    retry: 0,
    unread,
  };
  const refusal = () => showList({ terminal, json }, summary);
  return { refusal, said: () => said };
}

test('a command that left a line unread fails, and names each of them', () => {
  const { refusal, said } = shown(unreadLines(outcomes));
  expect(refusal).toThrow(expect.objectContaining({ code: 'list-lines-unread' }));
  expect(said()).toContain('Ligne 3 illisible — TEL : numéro trop court.');
  expect(said()).toContain('Ligne 4 illisible');
});

test('it fails for a program too, which gets the lines; and says nothing when all was read', () => {
  const program = shown(unreadLines(outcomes), true);
  expect(program.refusal).toThrow(expect.objectContaining({ code: 'list-lines-unread' }));
  expect(JSON.parse(program.said()).unread).toHaveLength(2);
  expect(shown([]).refusal).not.toThrow();
});
