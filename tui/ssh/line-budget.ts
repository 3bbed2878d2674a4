import type { Socket } from 'node:net';

/** What one line may send, in bytes as they arrive (encrypted): at once after a quiet time, then each second. */
export interface LineBudget {
  readonly lineBurstBytes: number;
  readonly lineBytesPerSecond: number;
}

/**
 * Keys, window changes and requests of any kind are bytes: who sends more than the budget is read more slowly, and waits
 * in their own socket; nobody else's line notices. To be called once the line has its reader: it adds a listener,
 * which starts the flow.
 */
export function holdToBudget(
  socket: Socket,
  { lineBurstBytes, lineBytesPerSecond }: LineBudget,
  nowMs = () => performance.now(),
): void {
  let left = lineBurstBytes;
  let atMs = nowMs();
  let wait: NodeJS.Timeout | undefined;
  socket.on('data', (chunk: Buffer) => {
    const now = nowMs();
    left = Math.min(lineBurstBytes, left + ((now - atMs) / 1000) * lineBytesPerSecond) - chunk.length;
    atMs = now;
    if (left >= 0) return;
    socket.pause();
    clearTimeout(wait);
    wait = setTimeout(() => socket.resume(), Math.ceil((-left / lineBytesPerSecond) * 1000));
  });
  socket.once('close', () => clearTimeout(wait));
}
