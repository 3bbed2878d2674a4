import type { Socket } from 'node:net';
import type { Connection, PseudoTtyInfo, Session } from 'ssh2';
import type { Size } from '../screen/size.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import type { HostLimits } from './host-limits.ts';
import { SshTerminal } from './ssh-terminal.ts';

/** What a client may tell of its terminal; the rest of its environment is its own affair. */
const KNOWN = new Set([
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'COLORTERM',
  'NO_COLOR',
  'PLATEAU_ESC_MS',
  'PLATEAU_THEME',
  'COLORFGBG',
  'PLATEAU_CHARSET',
]);
const VALUE = /^[\w.@:;-]{0,64}$/;
const TERM = /^[\w.+-]{1,40}$/;

const MOST: Size = { columns: 500, rows: 200 };
const USUAL: Size = { columns: 80, rows: 24 };

/** Clients send what they like, 0 and 4 billion included. */
function sizeOf({ cols, rows }: { readonly cols: number; readonly rows: number }): Size {
  const within = (value: number, most: number, usual: number) => (value > 0 ? Math.min(value, most) : usual);
  return {
    columns: within(cols, MOST.columns, USUAL.columns),
    rows: within(rows, MOST.rows, USUAL.rows),
  };
}

export interface ScreenRequestParts {
  readonly connection: Connection;
  readonly socket: Socket;
  readonly limits: Pick<HostLimits, 'goodbyeMs'>;
  readonly opened: (terminal: SshTerminal) => void;
}

/**
 * One session channel, a pty, a shell that is the workstation: nothing else. Commands, subsystems (SFTP), forwarding of
 * ports, sockets, agents and X11 have no listener here, and ssh2 refuses what nobody listens to.
 */
export function awaitScreenRequest(parts: ScreenRequestParts): void {
  let asked = false;
  parts.connection.on('session', (accept, reject) => {
    if (asked) return reject();
    asked = true;
    serveSession(accept(), parts);
  });
}

function serveSession(session: Session, { socket, limits, opened }: ScreenRequestParts): void {
  const env: Record<string, string> = { SSH_TTY: 'ssh' };
  let pty: PseudoTtyInfo | undefined;
  let terminal: SshTerminal | undefined;
  session.on('env', (accept, reject, { key, val }: { key: string; val: string }) => {
    if (!KNOWN.has(key) || !VALUE.test(val)) return reject?.();
    env[key] = val;
    accept?.();
  });
  session.on('pty', (accept, reject, info) => {
    // ssh2 gives the terminal's name; its types forget it on this event.
    const term = (info as PseudoTtyInfo).term ?? '';
    if (terminal) return reject?.();
    pty = info;
    env.TERM = TERM.test(term) ? term : 'dumb';
    accept?.();
  });
  session.on('window-change', (accept, _reject, info) => {
    if (pty) pty = { ...pty, cols: info.cols, rows: info.rows };
    terminal?.resize(sizeOf(info));
    accept?.();
  });
  session.on('shell', (accept, reject) => {
    if (terminal) return reject?.();
    const channel = accept();
    if (!channel) return;
    // A client that resets the line in the middle of a write.
    channel.on('error', () => undefined);
    terminal = new SshTerminal({ channel, socket, size: sizeOf(pty ?? { cols: 0, rows: 0 }), env, limits });
    if (pty) opened(terminal);
    else {
      env.TERM = 'dumb';
      terminal.hangUp(FRENCH_SSH.needsTerminal, 1);
    }
  });
}
