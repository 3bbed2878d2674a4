import { type DestinationStream, pino } from 'pino';
import type { Log, LogFields } from '../ports/log.ts';

/** Keys whose values could be personal: dropped whoever passes them; the port's type already forbids objects. */
const FORBIDDEN = /name|nom|mail|phone|tel|address|adresse|note|password|token|donor|iban/i;

function safe(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      FORBIDDEN.test(key) ? '[masqué]' : typeof value === 'string' ? oneLine(value) : value,
    ]),
  );
}

/** A line of the log is one line: control characters could forge another. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 200);
}

/** The technical log, JSON lines; it cannot print a donor. */
export function openLog(level: 'error' | 'warn' | 'info', stream?: DestinationStream): Log {
  const logger = pino({ level, base: null }, stream ?? pino.destination({ fd: 2, sync: false }));
  return {
    info: (event, fields = {}) => logger.info(safe(fields), event),
    warn: (event, fields = {}) => logger.warn(safe(fields), event),
    error: (event, fields = {}) => logger.error(safe(fields), event),
  };
}
