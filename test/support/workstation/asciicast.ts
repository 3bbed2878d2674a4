import headless from '@xterm/headless';

/** A recorded terminal: asciicast v2, one JSON value a line; only what was shown is kept, never what was typed. */
export interface Asciicast {
  readonly width: number;
  readonly height: number;
  /** Seconds since the start, and what was written then. */
  readonly frames: readonly (readonly [seconds: number, written: string])[];
}

const SECOND_MS = 1000;

/** `title` is shown by players. */
export function asciicastText({ width, height, frames }: Asciicast, title: string): string {
  const header = { version: 2, width, height, title, env: { TERM: 'xterm-256color' } };
  const lines = frames.map(([seconds, written]) => [Number(seconds.toFixed(3)), 'o', written]);
  return [header, ...lines].map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** Throws when the text is no asciicast v2 of outputs in order of time. */
export function parseAsciicast(text: string): Asciicast {
  const [header, ...events] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (header?.version !== 2 || !(header.width > 0) || !(header.height > 0))
    throw new Error('no header of v2');
  let last = 0;
  const frames = events.map((event: unknown): Asciicast['frames'][number] => {
    const [seconds, kind, written] = event as [number, string, string];
    if (!(seconds >= last) || kind !== 'o' || typeof written !== 'string')
      throw new Error(`event at ${seconds} is out of order or no output`);
    last = seconds;
    return [seconds, written];
  });
  return { width: header.width, height: header.height, frames };
}

/** The screens that a player shows, one after each output. */
export async function screensOf({ width, height, frames }: Asciicast): Promise<readonly string[]> {
  const terminal = new headless.Terminal({
    cols: width,
    rows: height,
    allowProposedApi: true,
    scrollback: 0,
  });
  const screens: string[] = [];
  for (const [, written] of frames) {
    await new Promise<void>((done) => terminal.write(written, done));
    const { active } = terminal.buffer;
    const rows = Array.from({ length: height }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
    screens.push(rows.map((row) => row.trimEnd()).join('\n'));
  }
  return screens;
}

/** Takes down what a screen receives, as it comes, until it is stopped. */
export function startCast(received: () => string, size: { readonly width: number; readonly height: number }) {
  const startMs = performance.now();
  const frames: [number, string][] = [];
  let taken = 0;
  const take = () => {
    const all = received();
    if (all.length > taken) frames.push([(performance.now() - startMs) / SECOND_MS, all.slice(taken)]);
    taken = all.length;
  };
  const timer = setInterval(take, 5);
  return {
    stop: (): Asciicast => {
      clearInterval(timer);
      take();
      return { ...size, frames };
    },
  };
}
