import type { AppError } from '../../../shared/errors.ts';
import { zoned } from '../../../shared/time.ts';
import { html } from '../../domain/files/html.ts';
import type { CrmTurns } from '../../live/crm-turns.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';

export interface Alerted {
  readonly crm: CrmTurns;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}

/** The network, or a busy account: it may mend by itself. */
const PASSING: ReadonlySet<string> = new Set([
  'crm-busy',
  'crm-unavailable',
  'crm-answer-odd',
  'people-moved',
]);
const PATIENCE_MS = 600_000;

function words({ message, hint }: AppError, sinceMs: number): string {
  const when = zoned(sinceMs).toLocaleString('fr-FR', { dateStyle: 'full', timeStyle: 'short' });
  return [
    `L’annuaire ne suit plus le CRM depuis le ${when}.`,
    message,
    `Que faire : ${hint}`,
    'D’ici là, personne n’entre ni ne sort par le CRM : qui doit sortir tout de suite se ferme par « plateau people edit ».',
    '',
  ].join('\n');
}

/** Tells whoever asked to be, once a failure; what the relay defers is tried again at the next turn. */
export async function alertLost({ crm, mailer, clock, log }: Alerted, error: AppError): Promise<void> {
  const nowMs = clock.nowMs();
  crm.failingSinceMs ??= nowMs;
  const sinceMs = crm.failingSinceMs;
  const alert = crm.followed?.alert;
  if (!alert || (PASSING.has(error.code) && nowMs - sinceMs < PATIENCE_MS)) return;
  const text = words(error, sinceMs);
  for (const [at, to] of alert.to.entries()) {
    if (crm.told.has(to)) continue;
    const { verdict } = await mailer.send({
      messageId: `<crm-${sinceMs}-${at}@${alert.from.split('@').at(-1)}>`,
      from: { name: 'Plateau', address: alert.from },
      replyTo: alert.from,
      to: { name: '', address: to },
      subject: '[plateau] L’annuaire ne suit plus le CRM',
      text,
      html: html`<pre style="font-family: inherit">${text}</pre>`.toString(),
    });
    log.warn('crm.lost', { code: error.code, verdict });
    if (verdict === 'sent' || verdict === 'refused') crm.told.add(to);
  }
}
