import type { Finding } from '../../server/steps/house/examine-house.ts';

function wordOf({ ok, isToDo }: Finding): string {
  if (isToDo) return 'À faire';
  return ok ? 'bon    ' : 'DÉFAUT ';
}

/** What the doctor found, a part a line, and under it what to do where something is. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap((one) => [
    `${wordOf(one)} ${one.part} — ${one.message}`,
    ...(one.hint === '' ? [] : [`        que faire : ${one.hint}`]),
  ]);
}
