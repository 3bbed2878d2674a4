import type { Finding } from '../../server/steps/house/finding.ts';
import { serverUrl } from './token-file.ts';

const PATIENCE_MS = 2000;
const FAILURES = /^plateau_line_failures_total\{line="(\w+)"\} (\d+)$/gm;

/**
 * Lines that the running server cut because of an error nobody caught, since its start: each is a defect of ours that
 * one person felt. Nothing is asked of a server that does not run.
 */
export async function lineFailures(env: Readonly<Record<string, string | undefined>>): Promise<Finding> {
  const part = 'lignes';
  const metrics = await fetch(`${serverUrl(env)}/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((answer) => (answer.ok ? answer.text() : undefined))
    .catch(() => undefined);
  if (metrics === undefined)
    return {
      part,
      ok: true,
      message: 'serveur arrêté, ou joint d’une autre machine : rien à compter',
      hint: '',
    };
  const cut = [...metrics.matchAll(FAILURES)].filter(([, , count]) => count !== '0');
  if (cut.length === 0)
    return { part, ok: true, message: 'aucune coupée par un défaut depuis le démarrage', hint: '' };
  const told = cut.map(([, line, count]) => `${line} ${count}`).join(', ');
  return {
    part,
    ok: false,
    message: `coupées par un défaut depuis le démarrage : ${told}`,
    hint: 'Les autres n’ont rien senti. Transmettez les entrées « line.failed » du journal technique : elles ne nomment personne.',
  };
}
