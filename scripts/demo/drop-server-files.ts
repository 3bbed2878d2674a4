import type { Stats } from 'node:fs';
import { lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { FileEntry, SFTPWrapper } from 'ssh2';
import ssh2 from 'ssh2';
import { readStrings } from './drop-server-extensions.ts';
import { type HandleTable, openHandles } from './drop-server-handles.ts';

const { STATUS_CODE, flagsToString } = ssh2.utils.sftp;
const MAX_READ_BYTES = 256 * 1024;
const ENTRIES_PER_ANSWER = 100;

/** Bad behaviour on demand. */
export interface DropFaults {
  /** Writing beyond this offset of a file fails as on a full disk. */
  readonly quotaBytes?: number;
  /** Names added to every listing as they are. */
  readonly listedNames?: readonly string[];
  /** Plays a server without posix-rename and fsync. */
  readonly withoutExtensions?: boolean;
  /** Status answered to whoever opens a file for reading and writing, as servers over object storage do. */
  readonly refusesUpdate?: number;
  /** Names that may not be created: answered « permission denied ». */
  readonly refusedNames?: RegExp;
  /** Nothing can be opened for reading: a letter box. */
  readonly uploadOnly?: boolean;
  /** Looks at a file that find nothing before one finds it. */
  readonly lateLooks?: number;
  /** After the login, requests are read and never answered. */
  readonly silent?: boolean;
}

interface Desk {
  readonly sftp: SFTPWrapper;
  readonly handles: HandleTable;
  readonly faults: DropFaults;
  /** The file on disk that a client's path names; a path that climbs out stays at the top. */
  readonly local: (path: string) => string;
  /** Runs one request; its failure becomes the status. */
  readonly answer: (id: number, act: () => Promise<void>) => void;
  readonly ok: (id: number) => void;
}

/** Answers SFTP requests with the real files of `root`. */
export function serveFiles(sftp: SFTPWrapper, root: string, faults: DropFaults): void {
  const desk: Desk = {
    sftp,
    handles: openHandles(),
    faults,
    local: (path) => join(root, posix.resolve('/', path)),
    answer: (id, act) => {
      if (faults.silent) return;
      act().catch((error: unknown) => sftp.status(id, statusOf(error)));
    },
    ok: (id) => sftp.status(id, STATUS_CODE.OK),
  };
  serveContent(desk);
  serveAttributes(desk);
  serveListing(desk);
  serveNames(desk);
  sftp.on('close', () => desk.handles.closeAll());
}

function serveContent({ sftp, handles, faults, local, answer, ok }: Desk): void {
  sftp.on('OPEN', (id, path, flags) =>
    answer(id, async () => {
      const mode = flagsToString(flags) ?? 'r';
      const refusal = openingRefused(faults, path, mode);
      if (refusal !== undefined) return sftp.status(id, refusal);
      const file = await open(local(path), mode);
      sftp.handle(id, handles.keep({ file }));
    }),
  );
  sftp.on('READ', (id, handle, ...[offset, length]) =>
    answer(id, async () => {
      const buffer = Buffer.alloc(Math.min(length, MAX_READ_BYTES));
      const { bytesRead } = await handles.file(handle).read(buffer, 0, buffer.length, offset);
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
    }),
  );
  sftp.on('WRITE', (id, handle, ...[offset, data]) =>
    answer(id, async () => {
      if (offset + data.length > (faults.quotaBytes ?? Number.POSITIVE_INFINITY))
        throw new Error('disk full');
      await handles.file(handle).write(data, 0, data.length, offset);
      ok(id);
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      await handles.release(handle);
      ok(id);
    }),
  );
}

function openingRefused(faults: DropFaults, path: string, mode: string): number | undefined {
  if (mode === 'r+') return faults.refusesUpdate;
  const isRefused = mode === 'r' ? faults.uploadOnly : faults.refusedNames?.test(posix.basename(path));
  return isRefused ? STATUS_CODE.PERMISSION_DENIED : undefined;
}

function serveAttributes({ sftp, handles, faults, local, answer, ok }: Desk): void {
  let late = faults.lateLooks ?? 0;
  sftp.on('FSTAT', (id, handle) =>
    answer(id, async () => sftp.attrs(id, attributesOf(await handles.file(handle).stat()))),
  );
  sftp.on('STAT', (id, path) =>
    answer(id, async () => {
      const isFile = (await stat(local(path))).isFile();
      if (isFile && late > 0) {
        late -= 1;
        return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      }
      sftp.attrs(id, attributesOf(await stat(local(path))));
    }),
  );
  sftp.on('LSTAT', (id, path) =>
    answer(id, async () => sftp.attrs(id, attributesOf(await lstat(local(path))))),
  );
  // Owners, modes and dates asked by a client are not kept: the demo's folder belongs to one person.
  sftp.on('SETSTAT', (id) => ok(id));
  sftp.on('FSETSTAT', (id) => ok(id));
}

function serveListing({ sftp, handles, faults, local, answer }: Desk): void {
  sftp.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      const extra = (faults.listedNames ?? []).map((name) => entryOf(name));
      sftp.handle(id, handles.keep({ entries: [...(await entriesOf(local(path))), ...extra] }));
    }),
  );
  sftp.on('READDIR', (id, handle) =>
    answer(id, async () => {
      const next = handles.entries(handle).splice(0, ENTRIES_PER_ANSWER);
      if (next.length === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.name(id, next);
    }),
  );
  sftp.on('REALPATH', (id, path) => sftp.name(id, [entryOf(posix.resolve('/', path))]));
}

function serveNames({ sftp, handles, local, answer, ok }: Desk): void {
  sftp.on('REMOVE', (id, path) =>
    answer(id, async () => {
      await unlink(local(path));
      ok(id);
    }),
  );
  sftp.on('RENAME', (id, from, to) =>
    answer(id, async () => {
      const taken = await lstat(local(to)).then(
        () => true,
        () => false,
      );
      if (taken) throw new Error('protocol 3 never replaces');
      await rename(local(from), local(to));
      ok(id);
    }),
  );
  sftp.on('EXTENDED', (id, name, data) =>
    answer(id, async () => {
      const [first, second] = readStrings(data);
      if (name === 'posix-rename@openssh.com' && first && second) {
        await rename(local(first.toString()), local(second.toString()));
        ok(id);
      } else if (name === 'fsync@openssh.com' && first) {
        await handles.file(first).sync();
        ok(id);
      } else sftp.status(id, STATUS_CODE.OP_UNSUPPORTED);
    }),
  );
}

async function entriesOf(folder: string): Promise<FileEntry[]> {
  const names = await readdir(folder);
  return Promise.all(names.map(async (name) => entryOf(name, await lstat(join(folder, name)))));
}

function entryOf(name: string, stats?: Stats): FileEntry {
  const type = stats?.isDirectory() ? 'd' : stats?.isSymbolicLink() ? 'l' : '-';
  return {
    filename: name,
    longname: `${type}rw-r--r-- 1 charity charity ${stats?.size ?? 0} Jan 1 00:00 ${name}`,
    attrs: attributesOf(stats),
  };
}

function attributesOf(stats: Stats | undefined): FileEntry['attrs'] {
  const seconds = (ms: number | undefined) => Math.floor((ms ?? 0) / 1000);
  return {
    mode: stats?.mode ?? 0o100644,
    uid: 0,
    gid: 0,
    size: stats?.size ?? 0,
    atime: seconds(stats?.atimeMs),
    mtime: seconds(stats?.mtimeMs),
  };
}

function statusOf(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return STATUS_CODE.NO_SUCH_FILE;
  if (code === 'EACCES' || code === 'EPERM') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
