import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';

/**
 * Group commit: one fdatasync of the write-ahead log, off the event loop, for every transaction committed before it began.
 * SQLite would wait for the disk within each commit, and so would every keyboard of the process.
 * No lock is lost by closing this descriptor: SQLite locks the base and the index of the log, never the log itself.
 */
export class LogSettling {
  readonly #file: string;
  #handle: Promise<FileHandle> | undefined;
  #written = 0;
  #settled = 0;
  #running: Promise<void> | undefined;
  #failure: AppError | undefined;

  constructor(baseFile: string) {
    this.#file = `${baseFile}-wal`;
  }

  /** A transaction was committed that the disk may not have yet. */
  noteWrite(): void {
    this.#written += 1;
  }

  /**
   * Every write noted until now is on the disk. Rejects with `disk-failed`, then for ever: what the disk holds is not
   * known any more.
   */
  async settled(): Promise<void> {
    const wanted = this.#written;
    while (this.#settled < wanted) {
      if (this.#failure) throw this.#failure;
      // One under way may have begun before our write: it is waited for, and the next is ours.
      this.#running ??= this.#flush().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
  }

  async close(): Promise<void> {
    const handle = await this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #flush(): Promise<void> {
    const upTo = this.#written;
    try {
      this.#handle ??= open(this.#file, 'r+');
      await (await this.#handle).datasync();
      this.#settled = upTo;
    } catch (cause) {
      this.#failure = diskFailed(cause);
    }
  }
}

function diskFailed(cause: unknown): AppError {
  return new AppError({
    code: 'disk-failed',
    kind: 'unavailable',
    message: 'Le disque de la base de données a refusé une écriture.',
    hint: 'Prévenez l’exploitation : vérifiez le disque de PLATEAU_DATA_DIR, puis relancez le serveur.',
    cause,
  });
}
