import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import ssh2 from 'ssh2';
import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../../support/machine/programs.ts';
import { type HostRoom, openHostRoom, rawScreen } from '../../support/ssh/ssh-host-room.ts';
import { openSsh, type SshScreen } from '../../support/ssh/ssh-screen.ts';

/** Strangers, floods, half-open lines and slow readers at the SSH host, beside an agent who works through OpenSSH's client. */
let room: HostRoom;
afterEach(() => room.close());

const withSsh = describeWith('ssh');
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it never came to that');
    await tick();
  }
}

/** An agent in a note; each key must come back on the screen. */
async function agentAtWork(): Promise<SshScreen> {
  const screen = openSsh(room.place, 'camille', { args: ['-i', room.key] });
  await screen.see('─ Accroche ─');
  screen.press('ctrl-n');
  await screen.see('250 caractères restants');
  return screen;
}

async function stillWorks(screen: SshScreen, text: string): Promise<void> {
  screen.press(text);
  await screen.see(text);
}

function stranger(port: number, from = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    socket.on('error', () => resolve(socket)).on('connect', () => resolve(socket));
    socket.resume();
  });
}

withSsh('strangers', () => {
  it('malformed packets are cut off one by one; the agent feels nothing', async () => {
    room = await openHostRoom({ limits: { handshakeMs: 500, burst: 500 } });
    const screen = await agentAtWork();
    const ident = 'SSH-2.0-essai\r\n';
    const length = (bytes: number) =>
      Buffer.from([bytes >>> 24, (bytes >> 16) & 255, (bytes >> 8) & 255, bytes & 255]);
    const messages: (string | Buffer)[] = [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      'SSH-1.5-vieux\r\n',
      'A'.repeat(1_000_000),
      ident,
      Buffer.concat([Buffer.from(ident), length(0xffffffff), randomBytes(64)]),
      Buffer.concat([Buffer.from(ident), length(0), randomBytes(64)]),
      Buffer.concat([Buffer.from(ident), length(12), Buffer.from([255]), randomBytes(64)]),
      Buffer.concat([Buffer.from(ident), randomBytes(100_000)]),
      ...Array.from({ length: 60 }, (_, at) => Buffer.concat([Buffer.from(ident), randomBytes(16 + at * 7)])),
      // A key exchange that names no algorithm, its lengths in disorder.
      ...Array.from({ length: 20 }, () =>
        Buffer.concat([Buffer.from(ident), length(60), Buffer.from([4, 20]), randomBytes(58)]),
      ),
    ];
    const closed = messages.map(async (message) => {
      const socket = await stranger(room.port);
      const end = new Promise((resolve) => socket.once('close', resolve));
      socket.write(message);
      await end;
    });
    await stillWorks(screen, 'Rien');
    await Promise.all(closed);
    await stillWorks(screen, ' ne bouge');
    expect(room.failures).toEqual([]);
    await screen.cut();
  });

  it('a thousand connections: those in excess are closed at once, the agent works and another comes in', async () => {
    room = await openHostRoom({
      limits: { connections: 700, perAddress: 300, perSecond: 300, handshakeMs: 3_000 },
    });
    const screen = await agentAtWork();
    const sockets = await Promise.all(
      Array.from({ length: 1000 }, (_, at) => stranger(room.port, `127.0.0.${2 + (at % 2)}`)),
    );
    await stillWorks(screen, 'Mille');
    await until(() => sockets.filter((socket) => socket.destroyed || socket.readableEnded).length >= 400);
    const other = await rawScreen(room.port, 'dominique');
    await until(() => other.text().includes('Accroche'));
    await until(() => sockets.every((socket) => socket.destroyed || socket.readableEnded));
    await stillWorks(screen, ' portes');
    expect(room.host.seats()).toBe(2);
    for (const socket of sockets) socket.destroy();
    other.client.end();
    await screen.cut();
  });

  it('guesses: six a connection, then the line is cut; the agent works meanwhile', async () => {
    room = await openHostRoom({ limits: { refusalMs: 20 } });
    const screen = await agentAtWork();
    const guess = () =>
      new Promise<void>((resolve) => {
        const client = new ssh2.Client();
        client.on('error', () => undefined).on('close', () => resolve());
        let tried = 0;
        client.connect({
          host: '127.0.0.1',
          port: room.port,
          username: 'camille',
          authHandler: (_methods, _partial, next) => {
            tried += 1;
            next({ type: 'password', username: 'camille', password: `essai ${tried}` });
          },
        });
      });
    const guessers = Array.from({ length: 8 }, async () => {
      for (let turn = 0; turn < 8; turn += 1) await guess();
    });
    await stillWorks(screen, 'Toujours');
    await Promise.all(guessers);
    await stillWorks(screen, ' là');
    expect(room.attempts()).toBe(64 * 6);
    expect(room.tokens.size).toBe(1);
    await screen.cut();
  });

  it('whoever proves who they are and asks for nothing is sent away, without a session left open', async () => {
    room = await openHostRoom({ limits: { screenMs: 200 } });
    const client = new ssh2.Client();
    client.on('error', () => undefined);
    const gone = new Promise<void>((resolve) => client.on('close', () => resolve()));
    client.connect({
      host: '127.0.0.1',
      port: room.port,
      username: 'camille',
      password: 'citron vélo nuage tambour',
    });
    await new Promise<void>((resolve) => client.on('ready', () => resolve()));
    expect(room.tokens.size).toBe(1);
    await gone;
    await until(() => room.tokens.size === 0);
    expect(room.host.seats()).toBe(0);
  });
});

withSsh('lines', () => {
  it('a slow reader costs no memory: frames are skipped, and it sees the newest at the end', async () => {
    room = await openHostRoom();
    const slow = await rawScreen(room.port, 'dominique');
    await until(() => slow.text().includes('Accroche'));
    slow.channel.pause();
    const before = process.memoryUsage().arrayBuffers;
    const seen = slow.received();
    // Each repaint is a whole screen: together they would be twenty megabytes.
    for (let turn = 0; turn < 6_000; turn += 1) {
      slow.channel.write('\u000c');
      await new Promise((resolve) => setImmediate(resolve));
    }
    slow.channel.write('\u000e');
    slow.channel.write('Enfin');
    await tick();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(24 * 1024 * 1024);
    slow.channel.resume();
    await until(() => slow.text().includes('Enfin'));
    // The client's window (2 MB) was filled, then came the last frame.
    expect(slow.received() - seen).toBeLessThan(6 * 1024 * 1024);
    slow.client.end();
  });

  it('a half-open line is noticed; its session waits and is found again', async () => {
    room = await openHostRoom({ limits: { keepaliveMs: 150, keepalives: 2 } });
    const dead = await rawScreen(room.port, 'camille');
    await until(() => dead.text().includes('Accroche'));
    dead.channel.write('\u000eDemi');
    await until(() => dead.text().includes('Demi'));
    // The socket stays open and nothing is answered any more, as after a cut cable.
    (dead.client as unknown as { _sock: Socket })._sock.pause();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const screen = openSsh(room.place, 'camille', { args: ['-i', room.key] });
    await screen.see('Demi');
    await screen.see('Vous retrouvez votre poste');
    expect(room.host.seats()).toBe(1);
    await screen.cut();
    dead.client.destroy();
  });

  it('the host stops: every screen is told and given back, no session stays open', async () => {
    room = await openHostRoom();
    const screen = await agentAtWork();
    const silent = await stranger(room.port);
    await room.host.close();
    expect(await screen.ended()).toBe(0);
    expect(screen.text()).toContain('Le serveur s’arrête.');
    expect(screen.isAlternate()).toBe(false);
    expect(room.tokens.size).toBe(0);
    await until(() => silent.destroyed);
  });
});
