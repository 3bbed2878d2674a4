import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { DoorLines } from '../../../shared/door-lines.ts';

/** As much of a socket as the host's book looks at. */
function socketFrom(remoteAddress: string, remotePort: number) {
  const socket = Object.assign(new EventEmitter(), {
    remoteAddress,
    remotePort,
    destroyed: false,
    destroy: () => {
      if (socket.destroyed) return;
      socket.destroyed = true;
      socket.emit('close');
    },
  });
  return socket;
}
type Fake = ReturnType<typeof socketFrom>;
const admit = (lines: DoorLines<Fake>, socket: Fake) => lines.admit(socket);

it('R-58 silent lines of an address make room for its next: nobody behind it is kept out', () => {
  const lines = new DoorLines<Fake>({ connections: 100, perAddress: 3 });
  const sockets = [1, 2, 3, 4].map((port) => socketFrom('192.0.2.1', port));
  for (const socket of sockets) expect(admit(lines, socket)).toBeDefined();
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, false, false, false]);
});

it('those who have come in are never cut to make room', () => {
  const lines = new DoorLines<Fake>({ connections: 100, perAddress: 5 });
  const agents = [1, 2, 3].map((port) => socketFrom('192.0.2.1', port));
  for (const agent of agents) {
    const line = admit(lines, agent);
    if (line) line.isProven = true;
  }
  for (let port = 10; port < 20; port += 1) admit(lines, socketFrom('192.0.2.1', port));
  expect(agents.some(({ destroyed }) => destroyed)).toBe(false);
});

it('a full house makes room too; where all have come in, the next is refused', () => {
  const lines = new DoorLines<Fake>({ connections: 3, perAddress: 3 });
  const come = (address: string, isProven: boolean) => {
    const socket = socketFrom(address, 1);
    const line = admit(lines, socket);
    if (line) line.isProven = isProven;
    return { socket, line };
  };
  const agent = come('192.0.2.1', true);
  const silent = come('192.0.2.2', false);
  come('192.0.2.3', true);
  const next = come('192.0.2.4', true);
  expect(next.line).toBeDefined();
  expect(silent.socket.destroyed).toBe(true);
  expect(come('192.0.2.5', false).line).toBeUndefined();
  expect(agent.socket.destroyed).toBe(false);
});

it('an address that is full of those who came in takes nobody else’s place', () => {
  const lines = new DoorLines<Fake>({ connections: 100, perAddress: 1 });
  const agent = admit(lines, socketFrom('192.0.2.1', 1));
  if (agent) agent.isProven = true;
  const stranger = socketFrom('192.0.2.9', 1);
  admit(lines, stranger);
  expect(admit(lines, socketFrom('192.0.2.1', 2))).toBeUndefined();
  expect(stranger.destroyed).toBe(false);
});

it('a line that closed leaves its place', () => {
  const lines = new DoorLines<Fake>({ connections: 1, perAddress: 1 });
  const first = socketFrom('192.0.2.1', 1);
  admit(lines, first);
  first.destroy();
  expect(lines.all()).toEqual([]);
  expect(admit(lines, socketFrom('192.0.2.1', 2))).toBeDefined();
});
