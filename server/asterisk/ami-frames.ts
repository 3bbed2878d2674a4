/** One message of the Asterisk Manager Interface: each header by its name, the first where one comes twice. */
export type AmiMessage = ReadonlyMap<string, string>;

/** A message of Asterisk has some 2 kB; what grows beyond this is none, or was made to fill our memory. */
const MOST_BYTES = 65_536;
const END = '\r\n\r\n';
const GREETING = /^Asterisk Call Manager\/\d+(?:\.\d+)*\r\n/;

/** What came is not AMI: too long, or another program's words. */
export class AmiGarbled extends Error {}

/**
 * Cuts a stream into messages, however its bytes are parted; the first bytes must be the greeting. Bytes are read one by one as
 * Latin-1: what we use of a message is ASCII, and no character can be cut in two. Throws AmiGarbled, after which it is of no use.
 */
export function amiFrames(): (bytes: Buffer) => readonly AmiMessage[] {
  let text = '';
  let isGreeted = false;
  return (bytes) => {
    text += bytes.toString('latin1');
    if (!isGreeted) {
      if (!text.includes('\n') && text.length < 100) return [];
      const greeting = GREETING.exec(text)?.[0];
      if (greeting === undefined) throw new AmiGarbled();
      text = text.slice(greeting.length);
      isGreeted = true;
    }
    const messages: AmiMessage[] = [];
    let from = 0;
    for (let end = text.indexOf(END); end !== -1; end = text.indexOf(END, from)) {
      if (end - from > MOST_BYTES) throw new AmiGarbled();
      messages.push(messageOf(text.slice(from, end)));
      from = end + END.length;
    }
    text = text.slice(from);
    if (text.length > MOST_BYTES) throw new AmiGarbled();
    return messages;
  };
}

function messageOf(text: string): AmiMessage {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const at = line.indexOf(':');
    if (at < 1) continue;
    const name = line.slice(0, at);
    if (!headers.has(name)) headers.set(name, line.slice(at + 1).trim());
  }
  return headers;
}

/** An action as it goes over the line. A value with a line break would be another header: an assert of its caller. */
export function amiAction(headers: Readonly<Record<string, string>>): string {
  return `${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
}
