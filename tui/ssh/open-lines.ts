import type { Socket } from 'node:net';
import type { HostLimits } from './host-limits.ts';

/** A connection, and what it must do before we lose patience. */
export interface Line {
  readonly socket: Socket;
  readonly address: string;
  patience?: NodeJS.Timeout;
  isProven: boolean;
}

type Ceilings = Pick<HostLimits, 'connections' | 'perAddress' | 'unproven'>;

/**
 * The connections of the host. Those whose person has come in are bounded in all and by address; of those who have proven
 * nothing yet, an address holds a few: its oldest makes room for its next, so that silent lines keep nobody out.
 */
export class OpenLines {
  readonly #ceilings: Ceilings;
  /** By address and port: ssh2 tells those of a connection, not its socket. */
  readonly #lines = new Map<string, Line>();
  readonly #perAddress = new Map<string, Set<Line>>();

  constructor(ceilings: Ceilings) {
    this.#ceilings = ceilings;
  }

  /** The line of a new socket; undefined when there is no room, and the socket is closed unanswered. */
  admit(socket: Socket): Line | undefined {
    const address = socket.remoteAddress ?? '';
    const here = this.#perAddress.get(address) ?? new Set();
    const unproven = [...here].filter((line) => !line.isProven);
    if (unproven.length >= this.#ceilings.unproven) unproven[0]?.socket.destroy();
    else if (this.#lines.size >= this.#ceilings.connections || here.size >= this.#ceilings.perAddress) {
      socket.destroy();
      return undefined;
    }
    const line: Line = { socket, address, isProven: false };
    const place = `${address} ${socket.remotePort}`;
    this.#lines.set(place, line);
    this.#perAddress.set(address, here.add(line));
    socket.once('close', () => {
      clearTimeout(line.patience);
      this.#lines.delete(place);
      here.delete(line);
      if (here.size === 0) this.#perAddress.delete(address);
    });
    return line;
  }

  at(address: string, port: number): Line | undefined {
    return this.#lines.get(`${address} ${port}`);
  }

  all(): readonly Line[] {
    return [...this.#lines.values()];
  }
}

/** Cuts the line unless something else is waited for, or it closes, within the time. */
export function wait(line: Line, ms: number): void {
  clearTimeout(line.patience);
  line.patience = setTimeout(() => line.socket.destroy(), ms);
}
