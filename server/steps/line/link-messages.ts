import { linkMail, linkText, linkValues } from '../../domain/line/link-texts.ts';
import { promised } from '../../domain/line/pledge-file.ts';
import type { PledgeContent } from '../../domain/line/stored-pledge.ts';
import type { OutgoingMail } from '../../ports/mailer.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { OutgoingText } from '../../ports/text-sender.ts';

/** A pledge whose link, or the reminder of it, leaves. */
interface LinkOwed {
  readonly row: PledgeRow;
  readonly content: PledgeContent;
  readonly line: LineRow;
}

/** The reminder follows a link that has left. */
export const isReminder = ({ state }: Pick<PledgeRow, 'state'>): boolean => state === 'linkSent';

const valuesOf = ({ row, content, line }: LinkOwed) =>
  linkValues(promised(row), line.settings, content.token);

/** As an e-mail; undefined where the folder has no text for it, or says no sender. */
export function linkMailOf(owed: LinkOwed): OutgoingMail | undefined {
  const { row, content, line } = owed;
  const { charity } = line.settings;
  const which = isReminder(row) ? 'reminder' : 'email';
  const mail = linkMail(line.texts, which, valuesOf(owed));
  if (!mail || charity.emailFrom === undefined || charity.replyTo === undefined) return undefined;
  const domain = charity.emailFrom.split('@').at(-1) ?? '';
  return {
    ...mail,
    messageId: `<${row.id}.${which}@${domain}>`,
    from: { name: charity.name, address: charity.emailFrom },
    replyTo: charity.replyTo,
    to: { name: `${content.firstName} ${content.lastName}`.trim(), address: content.to },
  };
}

/** As a text message; undefined where the folder has no text for it. */
export function linkTextOf(owed: LinkOwed): OutgoingText | undefined {
  const { row, content, line } = owed;
  const which = isReminder(row) ? 'reminder' : 'link';
  const text = linkText(line.texts, which, valuesOf(owed));
  if (text === undefined) return undefined;
  const { textFrom } = line.settings.charity;
  return {
    id: `${row.id}.${which}`,
    ...(textFrom !== undefined && { from: textFrom }),
    to: content.to,
    text,
  };
}
