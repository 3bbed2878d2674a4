import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import type { ServerChannel } from 'ssh2';
import type { Size } from '../screen/size.ts';
import { inCharset } from '../term/charset.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { type Capabilities, probe } from '../term/probe.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import type { HostLimits } from './host-limits.ts';

export interface SshTerminalParts {
  readonly channel: ServerChannel;
  readonly socket: Socket;
  readonly size: Size;
  readonly env: TerminalStreams['env'];
  readonly limits: Pick<HostLimits, 'goodbyeMs'>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: line ends and the sequences of `modes.ts`
const OWN_SEQUENCES = /(\r\n|\u001b\[[?0-9;]*[A-Za-z])/;

/** Small: a frame waits here only while the one before it has not left. */
const HIGH_WATER_BYTES = 16 * 1024;
const RESIZE_MS = 40;

/**
 * The channel's own buffer holds 2 MB before it says that the reader is slow, and knows nothing of the socket below: this
 * one counts a frame as gone once the window took it and the socket has room again.
 */
function outputOf({ channel, socket }: SshTerminalParts): Writable {
  return new Writable({
    highWaterMark: HIGH_WATER_BYTES,
    write: (chunk, _encoding, done) => {
      channel.write(chunk, () => {
        if (socket.writableNeedDrain) socket.once('drain', () => done());
        else done();
      });
    },
  });
}

/** A channel of an SSH connection with a pty, as a terminal. */
export class SshTerminal implements TerminalStreams {
  readonly input: TerminalStreams['input'];
  readonly output: Writable;
  readonly env: TerminalStreams['env'];
  readonly #parts: SshTerminalParts;
  readonly #capabilities: Capabilities;
  readonly #resized = new Set<() => void>();
  readonly #closed = Promise.withResolvers<void>();
  #size: Size;
  #resizing: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isLeaving = false;

  constructor(parts: SshTerminalParts) {
    const { channel, socket, env, size } = parts;
    this.#parts = parts;
    this.#size = size;
    this.#capabilities = probe(env);
    this.env = env;
    this.input = channel;
    this.output = outputOf(parts);
    // Nothing typed ahead is lost: it waits until somebody reads.
    channel.pause();
    for (const event of ['close', 'end', 'error'] as const) channel.on(event, this.#close);
    socket.once('close', this.#close);
    this.output.on('error', this.#close);
  }

  size(): Size {
    return this.#size;
  }

  onResize(listener: () => void): () => void {
    this.#resized.add(listener);
    return () => void this.#resized.delete(listener);
  }

  /** A window that is dragged changes dozens of times a second: it is drawn again at most once each `RESIZE_MS`. */
  resize(size: Size): void {
    this.#size = size;
    this.#resizing ??= setTimeout(() => {
      this.#resizing = undefined;
      for (const listener of this.#resized) listener();
    }, RESIZE_MS);
  }

  /** Calls the listener at each chunk of keys; the returned function stops that. */
  onKeys(listener: () => void): () => void {
    this.input.on('data', listener);
    return () => void this.input.off('data', listener);
  }

  /** Resolves when the line is cut or the client has gone. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Lines of ours on an empty screen, outside of any workstation. */
  paint(lines: readonly string[]): void {
    const { addressable, privateModes } = this.#capabilities;
    const cleared = addressable ? `${enterText(this.#capabilities)}\u001b[H\u001b[2J` : '\r\n';
    this.#write(`${cleared}${privateModes ? '\u001b[?25h' : ''}${lines.join('\r\n')}`);
  }

  /** Gives the terminal back, says the last words and hangs up; what cannot leave in time is dropped. Twice does nothing. */
  hangUp(words: string, exitStatus = 0): void {
    if (this.#isLeaving || this.#isClosed) return;
    this.#isLeaving = true;
    const { channel, socket, limits } = this.#parts;
    const cut = setTimeout(() => socket.destroy(), limits.goodbyeMs);
    socket.once('close', () => clearTimeout(cut));
    this.#write(words === '' ? '' : `${leaveText(this.#capabilities)}\r${words}\r\n`);
    this.output.end(() => {
      channel.exit(exitStatus);
      channel.end();
    });
  }

  #write(text: string): void {
    const { charset } = this.#capabilities;
    // Our own sequences pass as they are; the words between them take the terminal's signs.
    const signs = text
      .split(OWN_SEQUENCES)
      .map((part, at) => (at % 2 === 1 ? part : inCharset(part, charset)))
      .join('');
    if (signs !== '') this.output.write(Buffer.from(signs, charset === 'latin-1' ? 'latin1' : 'utf8'));
  }

  readonly #close = () => {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#resizing);
    this.output.destroy();
    this.#closed.resolve();
  };
}
