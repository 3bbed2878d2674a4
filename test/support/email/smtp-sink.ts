import { type MailSink, startMailSink } from '../../../scripts/demo/mail-sink.ts';

/** How the relay behaves from now on. `refuse` and `defer` answer RCPT TO; the others act once the message has come whole. */
type SinkMood = 'accept' | 'refuse' | 'defer' | 'cut-after-data' | 'hang-after-data' | 'hold';

export interface SmtpSink extends MailSink {
  become(mood: SinkMood): void;
  /** Accepts the messages that `hold` kept waiting. */
  release(): void;
}

/** The demo's sink with moods, on a free loopback port. */
export async function startSmtpSink(): Promise<SmtpSink> {
  let mood: SinkMood = 'accept';
  let held: (() => void)[] = [];
  const sink = await startMailSink({
    port: 0,
    manners: {
      recipient: () => (mood === 'refuse' ? 550 : mood === 'defer' ? 451 : undefined),
      message: async () => {
        if (mood === 'cut-after-data') return 'cut';
        if (mood === 'hang-after-data') return 'hang';
        if (mood === 'hold') await new Promise<void>((accept) => held.push(accept));
        return undefined;
      },
    },
  });
  return {
    ...sink,
    become: (next) => {
      mood = next;
    },
    release: () => {
      for (const accept of held) accept();
      held = [];
    },
  };
}

/** Headers and body parts of a message, decoded, for assertions. */
export interface ReadMail {
  readonly header: (name: string) => string | undefined;
  /** Names of all headers, lower case, in order. */
  readonly names: readonly string[];
  readonly text: string;
  readonly html: string;
}

export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";\s]+)"?/.exec(value(headers, 'content-type') ?? '')?.[1];
  const parts = boundary ? body.split(`--${boundary}`).map((part) => split(part.trimStart())) : [];
  const part = (type: string) =>
    parts
      .filter((each) => value(each.headers, 'content-type')?.startsWith(type))
      .map((each) => decoded(each.body, value(each.headers, 'content-transfer-encoding')))[0] ?? '';
  return {
    header: (name) => value(headers, name),
    names: headers.map(([name]) => name),
    text: part('text/plain'),
    html: part('text/html'),
  };
}

function split(raw: string): { headers: readonly (readonly [string, string])[]; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())];
  });
  return { headers, body: raw.slice(at + 4) };
}

function value(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  return headers.find(([each]) => each === name)?.[1];
}

function decodedWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : quotedPrintable(word.replace(/_/g, ' ')),
    );
}

function decoded(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? quotedPrintable(body) : body;
}

function quotedPrintable(text: string): string {
  const plain = text.replace(/=\r\n/g, '');
  const bytes = plain.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
