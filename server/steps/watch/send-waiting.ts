import { html } from '../../domain/files/html.ts';
import type { WaitingMail } from '../../domain/watch/waiting-mails.ts';
import type { WatchSettings } from '../../domain/watch/watch-settings.ts';
import type { Mailer } from '../../ports/mailer.ts';

/**
 * Gives the relay one alert. One whose fate is not known waits like one that was deferred: told twice is better than never,
 * and its Message-ID is the same.
 */
export async function sendFirst(
  mailer: Mailer,
  mail: WaitingMail,
  { name, mail: { from } }: Pick<WatchSettings, 'name' | 'mail'>,
): Promise<'taken' | 'refused' | 'waits'> {
  const { verdict } = await mailer.send({
    messageId: `<${mail.id}@${from.split('@').at(-1)}>`,
    from: { name, address: from },
    replyTo: from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: html`<pre style="font-family: inherit">${mail.text}</pre>`.toString(),
  });
  if (verdict === 'sent') return 'taken';
  return verdict === 'refused' ? 'refused' : 'waits';
}
