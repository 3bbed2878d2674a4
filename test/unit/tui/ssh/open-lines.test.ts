import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { OpenLines } from '../../../../tui/ssh/open-lines.ts';

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
const admit = (lines: OpenLines, socket: Fake) => lines.admit(socket as unknown as Socket);

it('R-58 silent lines of an address make room for its next: nobody behind it is kept out', () => {
  const lines = new OpenLines({ connections: 100, perAddress: 50, unproven: 3 });
  const sockets = [1, 2, 3, 4].map((port) => socketFrom('192.0.2.1', port));
  for (const socket of sockets) expect(admit(lines, socket)).toBeDefined();
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, false, false, false]);
});

it('those who have come in are never cut to make room', () => {
  const lines = new OpenLines({ connections: 100, perAddress: 50, unproven: 2 });
  const agents = [1, 2, 3].map((port) => socketFrom('192.0.2.1', port));
  for (const agent of agents) {
    const line = admit(lines, agent);
    if (line) line.isProven = true;
  }
  for (let port = 10; port < 20; port += 1) admit(lines, socketFrom('192.0.2.1', port));
  expect(agents.some(({ destroyed }) => destroyed)).toBe(false);
});

it('another address is not counted; the whole is bounded', () => {
  const lines = new OpenLines({ connections: 4, perAddress: 2, unproven: 50 });
  expect(admit(lines, socketFrom('192.0.2.1', 1))).toBeDefined();
  expect(admit(lines, socketFrom('192.0.2.1', 2))).toBeDefined();
  expect(admit(lines, socketFrom('192.0.2.1', 3))).toBeUndefined();
  expect(admit(lines, socketFrom('192.0.2.2', 1))).toBeDefined();
  expect(admit(lines, socketFrom('192.0.2.3', 1))).toBeDefined();
  expect(admit(lines, socketFrom('192.0.2.4', 1))).toBeUndefined();
});

it('a line that closed leaves its place', () => {
  const lines = new OpenLines({ connections: 1, perAddress: 1, unproven: 5 });
  const first = socketFrom('192.0.2.1', 1);
  admit(lines, first);
  first.destroy();
  expect(lines.all()).toEqual([]);
  expect(admit(lines, socketFrom('192.0.2.1', 2))).toBeDefined();
});
