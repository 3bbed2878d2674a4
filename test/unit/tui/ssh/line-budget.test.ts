import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { holdToBudget } from '../../../../tui/ssh/line-budget.ts';

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** A real pair of sockets: what we read of a client that sends without end. */
async function flood(budget: { readonly lineBurstBytes: number; readonly lineBytesPerSecond: number }) {
  const admitted = Promise.withResolvers<Socket>();
  const server = createServer((socket) => admitted.resolve(socket)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  const socket = await admitted.promise;
  let read = 0;
  socket.on('data', (chunk: Buffer) => {
    read += chunk.length;
  });
  let nowMs = 0;
  holdToBudget(socket, budget, () => nowMs);
  ends.push(() => {
    socket.destroy();
    client.destroy();
    server.close();
  });
  return {
    socket,
    send: (bytes: number) => new Promise<void>((sent) => client.write(Buffer.alloc(bytes), () => sent())),
    read: () => read,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 30));

it('R-58 who keeps within the budget is never held up', async () => {
  const line = await flood({ lineBurstBytes: 1000, lineBytesPerSecond: 1000 });
  for (let at = 0; at < 5; at += 1) {
    await line.send(500);
    await quiet();
    line.pass(500);
    expect(line.socket.isPaused()).toBe(false);
  }
  expect(line.read()).toBe(2500);
});

it('R-58 beyond it the line is read no more until its time has come', async () => {
  // A second a byte: nothing comes back within the test.
  const line = await flood({ lineBurstBytes: 1000, lineBytesPerSecond: 1 });
  await line.send(5000);
  await quiet();
  expect(line.socket.isPaused()).toBe(true);
  const before = line.read();
  await line.send(50_000);
  await quiet();
  expect(line.read()).toBe(before);
});

it('what waited is read once the time has passed, whole', async () => {
  const line = await flood({ lineBurstBytes: 1000, lineBytesPerSecond: 1_000_000 });
  await line.send(40_000);
  while (line.read() < 40_000) {
    line.pass(10);
    await quiet();
  }
  expect(line.read()).toBe(40_000);
});
