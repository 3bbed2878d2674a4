import { rootCertificates } from 'node:tls';
import { simulatedClock, steadyClock } from '../../../server/clock/system-clock.ts';
import type { Config } from '../../../server/config/config.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { holdFolder } from '../../../server/machine/folder-hold.ts';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import { openNetworkProbes } from '../../../server/probes/network-probes.ts';
import { unconfiguredMailer } from '../../../server/unconfigured-edges.ts';
import { openWatchFolder } from '../../../server/watch-folder/watch-folder.ts';
import { readGivenText } from '../files/given-file.ts';

interface WatchPlaces {
  readonly folder: string;
  readonly feedFile?: string | undefined;
  /** PEM file of an authority to trust besides the system’s. */
  readonly caFile?: string | undefined;
}

function openMailer({ smtp }: Pick<Config, 'smtp'>) {
  if (!smtp) return unconfiguredMailer();
  const { url, passwordFile, requireTls } = smtp;
  return openSmtpMailer({ url, requireTls, ...(passwordFile ? { passwordFile } : {}) });
}

/**
 * What a watch needs on its own machine: no base, no key. Its folder is held alone; the caller closes. AppError
 * `folder-held`.
 */
export function openWatchDesk(config: Config, { caFile, ...places }: WatchPlaces) {
  const hold = holdFolder(places.folder, 'plateau watch run');
  const clock = config.simulatedClock ? simulatedClock(config.simulatedClock) : steadyClock(0);
  const ca = caFile === undefined ? undefined : [...rootCertificates, readGivenText(caFile)];
  const mailer = openMailer(config);
  const close = () => mailer.close().finally(() => hold.release());
  return { probes: openNetworkProbes({ clock, ca }), folder: openWatchFolder(places), mailer, clock, close };
}

/** What reading its measures needs, whether it runs or not. */
export function openWatchReading(folder: string) {
  return { folder: openWatchFolder({ folder }), workbooks: openWorkbooks(), clock: steadyClock(0) };
}
