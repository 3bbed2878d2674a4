import { expect, test } from 'vitest';
import { openLog } from '../../../server/log/pino-log.ts';

function logOf(level: 'error' | 'warn' | 'info') {
  const lines: string[] = [];
  return { lines, log: openLog(level, { write: (line: string) => void lines.push(line) }) };
}

test('R-31 values under personal names are never written, whoever passes them', () => {
  const { lines, log } = logOf('info');
  const names = [
    'lastName',
    'nom',
    'EMAIL',
    'phone',
    'TEL_MOBILE',
    'address',
    'note',
    'password',
    'token',
    'donorId',
    'iban',
  ];
  for (const name of names) log.info('essai', { [name]: 'Testeur-Zéphyrin 06 39 98 00 00' });
  expect(lines).toHaveLength(names.length);
  for (const line of lines) {
    expect(line).toContain('[masqué]');
    expect(line).not.toContain('Zéphyrin');
  }
});

test('a value cannot forge a line, colour a terminal, or fill a disk', () => {
  const { lines, log } = logOf('info');
  log.warn('essai', { file: 'a\n{"level":50,"msg":"faux"}\r\u001b[31m\u009b', long: 'x'.repeat(10_000) });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}|\\n|\\u00/u);
  const { file, long, msg } = JSON.parse(lines[0] ?? '') as Record<string, string>;
  expect([msg, file?.startsWith('a {'), long?.length]).toEqual(['essai', true, 200]);
});

test('says neither the machine nor the process, and only from its level on', () => {
  const { lines, log } = logOf('warn');
  log.info('trop bas', { n: 1 });
  log.warn('assez haut', { n: 1, ok: true });
  log.error('plus haut');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['assez haut', 'plus haut']);
  expect(Object.keys(JSON.parse(lines[0] ?? '{}')).sort()).toEqual(['level', 'msg', 'n', 'ok', 'time']);
});
