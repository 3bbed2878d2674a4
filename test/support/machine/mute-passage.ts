import { connect, createServer, type Socket } from 'node:net';

/** A way to a port of this machine that goes mute as a lost machine does: what is sent there is taken, and nothing comes back. */
export interface MutePassage {
  readonly port: number;
  mute(): void;
  close(): Promise<void>;
}

export async function mutePassage(to: number): Promise<MutePassage> {
  const open = new Set<Socket>();
  const kept = (socket: Socket) => {
    open.add(socket);
    return socket.on('error', () => undefined).on('close', () => open.delete(socket));
  };
  let isMute = false;
  const server = createServer((near) => {
    if (isMute) {
      kept(near).resume();
      return;
    }
    const far = kept(connect({ host: '127.0.0.1', port: to }));
    kept(near).on('data', (bytes) => isMute || far.write(bytes));
    far.on('data', (bytes) => isMute || near.write(bytes));
    near.on('close', () => far.destroy());
    far.on('close', () => isMute || near.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mute: () => {
      isMute = true;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
