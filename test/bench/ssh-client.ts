import headless from '@xterm/headless';
import ssh2, { type Client, type ClientChannel } from 'ssh2';

const COLUMNS = 120;
const ROWS = 40;
const PATIENCE_MS = 10_000;
/** What the clock of the workstation writes each second: digits, nothing else. It answers no key. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a frame
const SEQUENCES = /\u001b\[[?0-9;]*[A-Za-z]/g;
const isClock = (frame: string) => /^[\d: ]*$/.test(frame.replace(SEQUENCES, ''));

export type Way = { readonly privateKey: string } | { readonly password: string };

interface Waiting {
  readonly sentMs: number;
  readonly isAnswer: (frame: string) => boolean;
  readonly answered: (ms: number) => void;
}

/** One agent's line: ssh2's client, 120 × 40, keys out and frames in, both timed where they pass this process. */
export class SshBenchClient {
  readonly #client: Client = new ssh2.Client();
  /** Only when asked for: a screen for each of 350 clients would cost more than the host. */
  readonly #screen: headless.Terminal | undefined;
  #channel: ClientChannel | undefined;
  #waiting: Waiting | undefined;
  /** From the beginning of the connection to the first frame with a card. */
  loginMs = Number.NaN;

  constructor(hasScreen = false) {
    this.#screen = hasScreen
      ? new headless.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true, scrollback: 0 })
      : undefined;
  }

  async open(port: number, login: string, way: Way): Promise<void> {
    const startMs = performance.now();
    const client = this.#client;
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve).once('error', reject);
      client.connect({ host: '127.0.0.1', port, username: login, readyTimeout: 60_000, ...way });
    });
    client.on('error', () => undefined);
    // As OpenSSH does for a session with a terminal.
    client.setNoDelay(true);
    const shell = { term: 'xterm-256color', cols: COLUMNS, rows: ROWS };
    const options = { env: { LANG: 'fr_FR.UTF-8' } };
    const first = this.#next((frame) => frame.includes('Accroche'), startMs);
    this.#channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.shell(shell, options, (error, channel) => (error ? reject(error) : resolve(channel)));
    });
    this.#channel.setEncoding('utf8').on('data', (frame: string) => this.#read(frame));
    this.loginMs = await first;
  }

  /** Milliseconds from the key to the frame that answers it; not a number when none came. */
  press(key: string, isAnswer: (frame: string) => boolean = (frame) => !isClock(frame)): Promise<number> {
    const answer = this.#next(isAnswer, performance.now());
    this.#channel?.write(key);
    return answer;
  }

  /** What a person sees. */
  text(): string {
    const { active } = this.#screen?.buffer ?? {};
    return Array.from({ length: ROWS }, (_, at) => active?.getLine(at)?.translateToString(true) ?? '').join(
      '\n',
    );
  }

  close(): void {
    this.#client.end();
  }

  #next(isAnswer: Waiting['isAnswer'], sentMs: number): Promise<number> {
    return new Promise((resolve) => {
      const answered = (ms: number) => {
        clearTimeout(late);
        this.#waiting = undefined;
        resolve(ms);
      };
      const late = setTimeout(() => answered(Number.NaN), PATIENCE_MS);
      this.#waiting = { sentMs, isAnswer, answered };
    });
  }

  #read(frame: string): void {
    this.#screen?.write(frame);
    const waiting = this.#waiting;
    if (waiting?.isAnswer(frame)) waiting.answered(performance.now() - waiting.sentMs);
  }
}
