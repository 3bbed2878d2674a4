import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { MAX_SEALED_CHARACTERS, type SealedOutcome } from '../../shared/sealed-outcome.ts';

/** An agent cannot close a second call before the first is recorded: more files than this are not of one person's shift. */
const MAX_FILES = 20;
const MAX_BYTES = Math.floor((MAX_SEALED_CHARACTERS * 3) / 4);
const NAME = /^([A-Z0-9-]{1,20})\.([0-9a-f-]{36})\.pgp$/;

/** Sealed outcomes of one person at one server, one file each (0600), oldest first. */
export interface OutboxFolder {
  /** Durable when it returns true. False when there is no room, or the disk refuses: it stays in memory alone. */
  keep(kept: Pick<SealedOutcome, 'campaign' | 'callId'>, sealed: Uint8Array): boolean;
  /** Which calls they are about; none when the folder cannot be read, which `list` says. */
  callIds(): readonly string[];
  /** AppError `outbox-unreadable`. */
  list(): readonly SealedOutcome[];
  /** Twice does nothing. A disk that refuses leaves it in the list: it is sent again, and recorded once. */
  remove(callId: string): void;
}

/** Nothing is made before the first outcome is kept; the folder's name tells neither server nor person. */
export function openOutbox(
  root: string,
  { server, account }: { readonly server: string; readonly account: string },
): OutboxFolder {
  const name = createHash('sha256').update(`${server}\n${account}`).digest('hex').slice(0, 24);
  const folder = join(root, name);
  return {
    keep({ campaign, callId }, sealed) {
      if (sealed.length > MAX_BYTES || hasNoRoom(folder)) return false;
      return isAllowed(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${campaign}.${callId}.pgp`);
        writeDurably(`${file}.part`, sealed);
        renameSync(`${file}.part`, file);
        syncFolder(folder);
      });
    },
    list: () =>
      readable(folder, () =>
        namesIn(folder).map((one) => {
          const [, campaign = '', callId = ''] = NAME.exec(one) ?? [];
          return { campaign, callId, sealed: readFileSync(join(folder, one)).toString('base64') };
        }),
      ),
    callIds() {
      let found: readonly string[] = [];
      isAllowed(() => {
        found = namesIn(folder).map((one) => NAME.exec(one)?.[2] ?? '');
      });
      return found;
    },
    remove(callId) {
      isAllowed(() => {
        for (const one of namesIn(folder))
          if (one.includes(callId)) rmSync(join(folder, one), { force: true });
      });
    },
  };
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((one) => NAME.test(one))
    .sort();
}

/** A folder that cannot be read has no room either. */
function hasNoRoom(folder: string): boolean {
  let count = MAX_FILES;
  isAllowed(() => {
    count = existsSync(folder) ? readdirSync(folder).length : 0;
  });
  return count >= MAX_FILES;
}

function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

/** False when the disk refuses: full, read-only, not ours. */
function isAllowed(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

function readable<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    throw new AppError({
      code: 'outbox-unreadable',
      kind: 'invalid',
      message: 'Le dossier des qualifications gardées sur ce poste ne peut pas être lu.',
      hint: `Vérifiez que ${folder} est un dossier à vous, en 0700.`,
      cause,
    });
  }
}

function writeDurably(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The name too outlives a cut of the current. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
