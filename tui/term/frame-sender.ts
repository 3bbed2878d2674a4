/** What left for a terminal. */
export interface Sent {
  bytes: number;
  frames: number;
  /** Frames that were never made because the reader was slow. */
  skipped: number;
}

/**
 * One write per turn of the event loop, and none while the reader is behind: `compose` is then called once it has
 * caught up, so it gets the newest frame and the ones in between never existed. At most one frame waits in memory.
 */
export class FrameSender {
  readonly sent: Sent = { bytes: 0, frames: 0, skipped: 0 };
  private readonly output: NodeJS.WritableStream;
  private readonly compose: () => string | Uint8Array;
  private turn: NodeJS.Immediate | undefined;
  private isBehind = false;
  private isMissing = false;
  private isClosed = false;

  constructor(output: NodeJS.WritableStream, compose: () => string | Uint8Array) {
    this.output = output;
    this.compose = compose;
  }

  /** A frame at the end of this turn. */
  ask(): void {
    if (!this.isClosed) this.turn ??= setImmediate(this.send);
  }

  /** No frame follows; what was asked for is forgotten. */
  close(): void {
    this.isClosed = true;
    clearImmediate(this.turn);
    this.output.off('drain', this.onDrain);
  }

  private readonly send = () => {
    this.turn = undefined;
    if (this.isBehind) {
      this.isMissing = true;
      this.sent.skipped += 1;
      return;
    }
    const frame = this.compose();
    if (frame.length === 0) return;
    this.sent.frames += 1;
    this.sent.bytes += typeof frame === 'string' ? Buffer.byteLength(frame) : frame.length;
    if (this.output.write(frame) !== false) return;
    this.isBehind = true;
    this.output.once('drain', this.onDrain);
  };

  private readonly onDrain = () => {
    this.isBehind = false;
    if (this.isMissing) this.ask();
    this.isMissing = false;
  };
}
