import type { Finding } from '../../server/steps/house/finding.ts';
import type { Terminal } from './terminal.ts';

const INDENT = 8;

function wordOf({ ok, isToDo }: Finding): string {
  if (isToDo) return 'À faire';
  return ok ? 'bon    ' : 'DÉFAUT ';
}

/** What the doctor found, a part a line, and under it what to do where something is. */
export function showFindings(terminal: Terminal, findings: readonly Finding[]): void {
  for (const one of findings) {
    terminal.line(`${wordOf(one)} ${one.part} — ${one.message}`, INDENT);
    if (one.hint !== '') terminal.line(`${' '.repeat(INDENT)}que faire : ${one.hint}`, INDENT);
  }
}
