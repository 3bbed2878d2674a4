import { zoned } from '../../../shared/time.ts';
import { html } from '../../domain/files/html.ts';
import type { WatchCalls } from '../../live/watch-calls.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';

interface SilenceDeps {
  readonly watchCalls: WatchCalls;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly log: Log;
}

const SILENCE_MS = 10 * 60_000;

function words(sinceMs: number): string {
  const when = zoned(sinceMs).toLocaleString('fr-FR', { dateStyle: 'full', timeStyle: 'short' });
  return [
    `La veille de disponibilité n’appelle plus ce serveur depuis le ${when}.`,
    'Sur sa machine : « systemctl status plateau-veille », puis son réseau et son jeton.',
    'Tant qu’elle se tait, personne ne serait prévenu d’une panne de ce serveur.',
    '',
  ].join('\n');
}

/**
 * The other half of the watch: ten minutes without a call and ops are mailed, once a silence and a person; what the relay
 * defers is tried again at the next turn. Nothing where nobody asked to be told.
 */
export async function alertSilentWatch({ watchCalls, mailer, clock, log }: SilenceDeps): Promise<void> {
  const { from } = watchCalls;
  const silentMs = watchCalls.silentMs();
  if (from === undefined || silentMs < SILENCE_MS) return;
  const sinceMs = clock.nowMs() - silentMs;
  const text = words(sinceMs);
  for (const [at, to] of watchCalls.untold().entries()) {
    const { verdict } = await mailer.send({
      messageId: `<silence-${sinceMs}-${at}@${from.split('@').at(-1)}>`,
      from: { name: 'Plateau', address: from },
      replyTo: from,
      to: { name: '', address: to },
      subject: '[plateau] La veille n’appelle plus',
      text,
      html: html`<pre style="font-family: inherit">${text}</pre>`.toString(),
    });
    log.warn('watch.silent', { verdict, silentSeconds: Math.round(silentMs / 1000) });
    if (verdict === 'sent' || verdict === 'refused') watchCalls.told(to);
  }
}
