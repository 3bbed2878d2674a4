import { createServer, type Server, type Socket } from 'node:net';
import type { Connection } from 'ssh2';
import ssh2 from 'ssh2';
import { AppError } from '../../shared/errors.ts';
import { type Admission, authenticate } from './authentication.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import type { HostKey } from './host-key.ts';
import { HOST_LIMITS, type HostLimits } from './host-limits.ts';
import { Pace } from './pace.ts';
import { awaitScreenRequest } from './screen-request.ts';
import { Seat, type SeatParts } from './seat.ts';
import type { SshTerminal } from './ssh-terminal.ts';

export interface SshHostOptions extends Omit<SeatParts, 'failed'> {
  readonly listen: { readonly host: string; readonly port: number };
  readonly hostKey: HostKey;
  readonly limits?: HostLimits;
  /** A bug, for the log; never a value that somebody sent. */
  readonly failed: (error: unknown) => void;
}

export interface SshHost {
  readonly port: number;
  /** Sessions, shown or waiting for their person. */
  readonly seats: () => number;
  /** Says goodbye on every screen and stops listening; open cards stay leased to their agents. Twice does nothing. */
  close(): Promise<void>;
}

/** Elliptic curves only: a key exchange costs a stranger as much as us. No compression: it would hold memory per line. */
const ALGORITHMS: NonNullable<ConstructorParameters<typeof ssh2.Server>[0]['algorithms']> = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384'],
  serverHostKey: ['ssh-ed25519'],
  cipher: [
    'chacha20-poly1305@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-gcm@openssh.com',
    'aes256-ctr',
    'aes128-ctr',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
};

/** A connection, and what it must do before we lose patience. */
interface Line {
  readonly socket: Socket;
  patience?: NodeJS.Timeout;
}

function wait(line: Line, ms: number): void {
  clearTimeout(line.patience);
  line.patience = setTimeout(() => line.socket.destroy(), ms);
}

/** The workstation for any SSH client: one process, one seat per person, nothing but the workstation. */
class Host {
  readonly #options: SshHostOptions;
  readonly #limits: HostLimits;
  readonly #seats = new Map<string, Promise<Seat>>();
  /** By address and port: ssh2 tells those of a connection, not its socket. */
  readonly #lines = new Map<string, Line>();
  readonly #perAddress = new Map<string, number>();
  readonly #pace: Pace;
  readonly #ssh: InstanceType<typeof ssh2.Server>;
  readonly server: Server;
  #isClosing = false;

  constructor(options: SshHostOptions) {
    this.#options = options;
    this.#limits = options.limits ?? HOST_LIMITS;
    this.#pace = new Pace(this.#limits);
    this.#ssh = new ssh2.Server(
      {
        hostKeys: [options.hostKey.private],
        algorithms: ALGORITHMS,
        ident: 'Plateau',
        keepaliveInterval: this.#limits.keepaliveMs,
        keepaliveCountMax: this.#limits.keepalives,
      },
      (connection, { ip, port }) => this.#welcome(connection, this.#lines.get(`${ip} ${port}`)),
    );
    this.server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 15_000 }, (socket) =>
      this.#admitSocket(socket),
    );
  }

  get seatCount(): number {
    return this.#seats.size;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#pace.close();
    const stopped = new Promise<void>((done) => this.server.close(() => done()));
    const seats = await Promise.allSettled(this.#seats.values());
    for (const seat of seats) if (seat.status === 'fulfilled') seat.value.close(FRENCH_SSH.stopping);
    const late = setTimeout(() => {
      for (const { socket } of this.#lines.values()) socket.destroy();
    }, this.#limits.goodbyeMs);
    await stopped;
    clearTimeout(late);
  }

  #admitSocket(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const place = `${address} ${socket.remotePort}`;
    const here = this.#perAddress.get(address) ?? 0;
    if (this.#isClosing || this.#lines.size >= this.#limits.connections || here >= this.#limits.perAddress) {
      socket.destroy();
      return;
    }
    this.#perAddress.set(address, here + 1);
    const line: Line = { socket };
    this.#lines.set(place, line);
    socket.once('close', () => {
      clearTimeout(line.patience);
      this.#lines.delete(place);
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left === 0) this.#perAddress.delete(address);
      else this.#perAddress.set(address, left);
    });
    // A reset before its turn; ssh2 listens from then on.
    socket.on('error', () => socket.destroy());
    this.#pace.enter(address, () => {
      if (socket.destroyed) return;
      wait(line, this.#limits.handshakeMs);
      this.#ssh.injectSocket(socket);
    });
  }

  #welcome(connection: Connection, line: Line | undefined): void {
    // Malformed packets, resets, keepalives unanswered: the line is cut, and nobody else notices.
    connection.on('error', () => line?.socket.destroy());
    if (!line) return void connection.end();
    const { socket } = line;
    const { door, failed } = this.#options;
    const limits = this.#limits;
    let admission: Admission | undefined;
    let isSeated = false;
    connection.once('handshake', () => wait(line, limits.loginMs));
    connection.once('ready', () => wait(line, limits.screenMs));
    socket.once('close', () => {
      // Somebody who never asked for a screen leaves no session behind.
      if (admission && !isSeated) door.logOut(admission.session.token);
    });
    authenticate({
      connection,
      address: socket.remoteAddress ?? '',
      door,
      limits,
      failed,
      giveUp: () => connection.end(),
      admit: (given) => {
        admission = given;
        if (socket.destroyed) door.logOut(given.session.token);
      },
    });
    awaitScreenRequest({
      connection,
      socket,
      limits,
      opened: (terminal) => {
        clearTimeout(line.patience);
        if (!admission || isSeated) return terminal.hangUp(FRENCH_SSH.brokenScreen, 1);
        isSeated = true;
        void this.#seat(admission, terminal);
      },
    });
  }

  async #seat(admission: Admission, terminal: SshTerminal): Promise<void> {
    const { account } = admission.session;
    try {
      const known = this.#seats.get(account);
      const opening = known ?? Seat.open(this.#options, admission);
      this.#seats.set(account, opening);
      if (!known) this.#forgetWhenOver(account, opening);
      const seat = await opening;
      if (this.#isClosing) return terminal.hangUp(FRENCH_SSH.stopping);
      await seat.show(terminal, admission);
    } catch (error) {
      this.#options.failed(error);
      this.#options.door.logOut(admission.session.token);
      terminal.hangUp(FRENCH_SSH.full, 1);
    }
  }

  #forgetWhenOver(account: string, opening: Promise<Seat>): void {
    const forget = () => {
      if (this.#seats.get(account) === opening) this.#seats.delete(account);
    };
    opening.then((seat) => seat.over).then(forget, forget);
  }
}

/** Listens for SSH. AppError `ssh-listen-refused` when the port is taken. */
export async function startSshHost(options: SshHostOptions): Promise<SshHost> {
  const host = new Host(options);
  await new Promise<void>((done, refuse) => {
    host.server.once('error', (cause) =>
      refuse(
        new AppError({
          code: 'ssh-listen-refused',
          kind: 'unavailable',
          message: `Le serveur ne peut pas écouter sur ${options.listen.host}:${options.listen.port} pour SSH.`,
          hint: 'Un autre programme y est peut-être déjà : arrêtez-le, ou changez PLATEAU_SSH_LISTEN.',
          cause,
        }),
      ),
    );
    host.server.listen(options.listen, () => done());
  });
  const at = host.server.address();
  return {
    port: typeof at === 'object' && at ? at.port : options.listen.port,
    seats: () => host.seatCount,
    close: () => host.close(),
  };
}
