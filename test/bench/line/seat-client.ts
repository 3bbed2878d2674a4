import ssh2, { type Client, type ClientChannel } from 'ssh2';

const PATIENCE_MS = 30_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a frame
const SEQUENCES = /\u001b\[[?0-9;]*[A-Za-z]/g;

/** A volunteer's seat: ssh2's client, 80 × 24; what comes is kept as text, each piece with its instant. */
export class SeatClient {
  readonly #client: Client = new ssh2.Client();
  #channel: ClientChannel | undefined;
  #text = '';
  #look: () => void = () => undefined;

  /** The code of a badge is what the host asks for before it opens. */
  async open(port: number, seat: string, code: string): Promise<void> {
    const client = this.#client;
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve).once('error', reject);
      client.on('keyboard-interactive', (_name, _words, _language, _asked, answer) => answer([code]));
      const username = seat.toLowerCase();
      client.connect({ host: '127.0.0.1', port, username, readyTimeout: 60_000, tryKeyboard: true });
    });
    client.on('error', () => undefined);
    client.setNoDelay(true);
    const shell = { term: 'xterm-256color', cols: 80, rows: 24 };
    this.#channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.shell(shell, { env: { LANG: 'fr_FR.UTF-8' } }, (error, channel) =>
        error ? reject(error) : resolve(channel),
      );
    });
    this.#channel.setEncoding('utf8').on('data', (frame: string) => {
      this.#text += frame.replace(SEQUENCES, '');
      this.#look();
    });
  }

  /** The instant at which that text had come, since the last key. */
  async see(wanted: string): Promise<number> {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`a seat never showed « ${wanted} »`)), PATIENCE_MS);
      this.#look = () => {
        if (!this.#text.includes(wanted)) return;
        clearTimeout(late);
        this.#look = () => undefined;
        resolve(performance.now());
      };
      this.#look();
    });
  }

  press(keys: string): void {
    this.#text = '';
    this.#channel?.write(keys);
  }

  close(): void {
    this.#client.end();
  }
}
