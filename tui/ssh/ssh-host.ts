import type { EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Connection } from 'ssh2';
import ssh2 from 'ssh2';
import { DoorLines, type Line, waitFor } from '../../shared/door-lines.ts';
import { AppError } from '../../shared/errors.ts';
import { type Admission, authenticate } from './authentication.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import { type HeldScreens, heldScreenOf } from './held-screens.ts';
import { HeldSeat } from './held-seat.ts';
import type { HostKey } from './host-key.ts';
import { HOST_LIMITS, type HostLimits } from './host-limits.ts';
import { holdToBudget } from './line-budget.ts';
import { Pace } from './pace.ts';
import { awaitScreenRequest } from './screen-request.ts';
import { Seat, type SeatParts } from './seat.ts';
import type { SshTerminal } from './ssh-terminal.ts';

export interface SshHostOptions extends Omit<SeatParts, 'failed'>, HeldScreens {
  readonly listen: { readonly host: string; readonly port: number };
  readonly hostKey: HostKey;
  readonly limits?: HostLimits;
  /** Admits a connection once it is known whose it is: a balancer says so first. Absent: at once. */
  readonly arrive?: (socket: Socket, admit: () => void) => void;
  /** A bug, for the log; never a value that somebody sent. */
  readonly failed: (error: unknown) => void;
  /** Runs the work of one connection; an error that nobody caught in it, now or later, cuts that connection only. */
  readonly watch: (
    line: { readonly emitters: readonly EventEmitter[]; readonly cut: () => void },
    work: () => void,
  ) => void;
}

export interface SshHost {
  readonly port: number;
  /** Sessions, shown or waiting for their person. */
  readonly seats: () => number;
  /** Says goodbye on every screen and stops listening; open cards stay leased to their agents. Twice does nothing. */
  close(): Promise<void>;
}

/**
 * Elliptic curves only: a key exchange costs a stranger as much as us. No compression: it would hold memory per line.
 * The curve's older name stands first on purpose: ssh2 1.17 drops a right first guess (`first_kex_packet_follows`), as
 * dropbear's client makes it, and both wait for ever; with this name first its guess counts as wrong (RFC 4253 §7), and it
 * sends the exchange again.
 */
const ALGORITHMS: NonNullable<ConstructorParameters<typeof ssh2.Server>[0]['algorithms']> = {
  kex: ['curve25519-sha256@libssh.org', 'curve25519-sha256', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384'],
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

type AnySeat = Seat | HeldSeat;

/** An agent's workstation; the form of whoever came with a badge; « Annuaire ». */
async function openSeat(options: SshHostOptions, admission: Admission): Promise<AnySeat> {
  const held = heldScreenOf(options, admission.session);
  return held ? new HeldSeat({ ...options, ...held }, admission) : await Seat.open(options, admission);
}

/** The workstation for any SSH client: one process, one seat per person, nothing but the workstation. */
class Host {
  readonly #options: SshHostOptions;
  readonly #limits: HostLimits;
  readonly #seats = new Map<string, Promise<AnySeat>>();
  readonly #lines: DoorLines<Socket>;
  readonly #pace: Pace;
  readonly #ssh: InstanceType<typeof ssh2.Server>;
  readonly server: Server;
  #isClosing = false;

  constructor(options: SshHostOptions) {
    this.#options = options;
    this.#limits = options.limits ?? HOST_LIMITS;
    this.#lines = new DoorLines(this.#limits);
    this.#pace = new Pace(this.#limits);
    this.#ssh = new ssh2.Server(
      {
        hostKeys: [options.hostKey.private],
        algorithms: ALGORITHMS,
        ident: 'Plateau',
        keepaliveInterval: this.#limits.keepaliveMs,
        keepaliveCountMax: this.#limits.keepalives,
      },
      (connection, { ip, port }) => this.#welcome(connection, this.#lines.at(ip, port)),
    );
    const arrive = options.arrive ?? ((_socket, admit) => admit());
    this.server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 15_000 }, (socket) =>
      arrive(socket, () => this.#admitSocket(socket)),
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
    for (const seat of seats) if (seat.status === 'fulfilled') await seat.value.close(FRENCH_SSH.stopping);
    const late = setTimeout(() => {
      for (const { socket } of this.#lines.all()) socket.destroy();
    }, this.#limits.goodbyeMs);
    await stopped;
    clearTimeout(late);
  }

  #admitSocket(socket: Socket): void {
    const line = this.#isClosing ? undefined : this.#lines.admit(socket);
    if (!line) return void socket.destroy();
    // A reset before its turn; ssh2 listens from then on.
    socket.on('error', () => socket.destroy());
    this.#pace.enter(line.address, () => {
      if (socket.destroyed) return;
      waitFor(line, this.#limits.handshakeMs);
      this.#options.watch({ emitters: [socket], cut: () => socket.destroy() }, () => {
        this.#ssh.injectSocket(socket);
        holdToBudget(socket, this.#limits);
      });
    });
  }

  #welcome(connection: Connection, line: Line<Socket> | undefined): void {
    // Malformed packets, resets, keepalives unanswered: the line is cut, and nobody else notices.
    connection.on('error', () => line?.socket.destroy());
    if (!line) return void connection.end();
    const { socket } = line;
    const { door, failed } = this.#options;
    const limits = this.#limits;
    let admission: Admission | undefined;
    let isSeated = false;
    connection.once('handshake', () => waitFor(line, limits.loginMs));
    connection.once('ready', () => waitFor(line, limits.screenMs));
    socket.once('close', async () => {
      // Somebody who never asked for a screen leaves no session behind.
      if (admission && !isSeated) await door.logOut(admission.session.token);
    });
    authenticate({
      connection,
      address: socket.remoteAddress ?? '',
      door,
      limits,
      failed,
      giveUp: () => connection.end(),
      admit: async (given) => {
        admission = given;
        line.isProven = true;
        if (socket.destroyed) await door.logOut(given.session.token);
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
      const opening = known ?? openSeat(this.#options, admission);
      this.#seats.set(account, opening);
      if (!known) this.#forgetWhenOver(account, opening);
      const seat = await opening;
      if (this.#isClosing) return terminal.hangUp(FRENCH_SSH.stopping);
      await seat.show(terminal, admission);
    } catch (error) {
      this.#options.failed(error);
      await this.#options.door.logOut(admission.session.token);
      terminal.hangUp(FRENCH_SSH.full, 1);
    }
  }

  #forgetWhenOver(account: string, opening: Promise<AnySeat>): void {
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
