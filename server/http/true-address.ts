import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Balancers } from '../config/balancers.ts';
import { isOwnMachine } from '../domain/access/login-places.ts';
import type { Log } from '../ports/log.ts';
import { readProxyHeader } from './proxy-header.ts';

/** From a balancer's connection to its header, which it writes first. Milliseconds. */
const HEADER_MS = 3_000;

interface Arriving {
  readonly balancers: Balancers;
  readonly log: Log;
}

/** Admits a connection under the address of the person it carries: now, or once the balancer has said whose it is. */
export type Arrive = (socket: Socket, admit: () => void) => void;

/** What the socket says of its peer from now on: lines, throttles, paces and audit read it there. */
function carry(socket: Socket, { address, port }: { readonly address: string; readonly port: number }): void {
  const remoteFamily = address.includes(':') ? 'IPv6' : 'IPv4';
  for (const [name, value] of Object.entries({ remoteAddress: address, remotePort: port, remoteFamily }))
    Object.defineProperty(socket, name, { value, configurable: true });
}

/**
 * A balancer's connection begins with its PROXY header, or is cut: guessing whether one is there would let whoever speaks
 * through it write one. What it says never makes somebody of another machine one of this machine: they would be exempt.
 */
export function openArrivals({ balancers, log }: Arriving): Arrive {
  return (socket, admit) => {
    if (!balancers.has(socket.remoteAddress ?? '')) return admit();
    const refuse = () => {
      log.warn('proxy.refused', {});
      socket.destroy();
    };
    const patience = setTimeout(refuse, HEADER_MS);
    let bytes = Buffer.alloc(0);
    const read = () => {
      const more = socket.read() as Buffer | null;
      if (more) bytes = Buffer.concat([bytes, more]);
      const header = more ? readProxyHeader(bytes) : 'more';
      if (header === 'more') return;
      leave();
      if (header === 'wrong') return refuse();
      socket.unshift(bytes.subarray(header.length));
      const { source } = header;
      if (source && !isOwnMachine(source.address)) carry(socket, source);
      // Its reader comes once the stream has forgotten this one (nodejs: « readable » wins over « data »).
      setImmediate(() => {
        socket.off('error', cut);
        if (!socket.destroyed) admit();
      });
    };
    const cut = () => socket.destroy();
    const leave = () => {
      clearTimeout(patience);
      socket.off('readable', read).off('close', leave);
    };
    socket.on('error', cut).on('close', leave).on('readable', read);
  };
}

/**
 * Puts the arrivals before whatever listens for connections of that server; with TLS, whose handshake comes after the header,
 * the encrypted socket is given the address of the one under it. Once all listeners are there, before it listens.
 */
export function arriveAt(
  server: Server,
  { arrive, isTls }: { readonly arrive: Arrive; readonly isTls: boolean },
): void {
  const listeners = server.listeners('connection') as ((socket: Socket) => void)[];
  const carried = new Map<string, Parameters<typeof carry>[1]>();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket);
    arrive(socket, () => {
      const { remoteAddress: address = '', remotePort: port = 0 } = socket;
      if (isTls && placeOf(socket) !== place) {
        carried.set(place, { address, port });
        socket.once('close', () => carried.delete(place));
      }
      for (const listener of listeners) listener.call(server, socket);
    });
  });
  server.prependListener('secureConnection', (socket: Socket) => {
    const source = carried.get(placeOf(socket));
    if (source) carry(socket, source);
  });
}

function placeOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
