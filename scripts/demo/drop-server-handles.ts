import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import type { FileEntry } from 'ssh2';

type Opened = { readonly file: FileHandle } | { readonly entries: FileEntry[] };

/** What a client holds open: files and listings, under the numbers it was given. */
export interface HandleTable {
  keep(value: Opened): Buffer;
  file(handle: Buffer): FileHandle;
  entries(handle: Buffer): FileEntry[];
  release(handle: Buffer): Promise<void>;
  closeAll(): void;
}

export function openHandles(): HandleTable {
  const opened = new Map<number, Opened>();
  let last = 0;
  const held = (handle: Buffer): Opened => {
    const value = handle.length === 4 ? opened.get(handle.readUInt32BE()) : undefined;
    assert(value, 'unknown handle');
    return value;
  };
  return {
    keep: (value) => {
      last += 1;
      opened.set(last, value);
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(last);
      return handle;
    },
    file: (handle) => {
      const value = held(handle);
      assert('file' in value, 'not a file');
      return value.file;
    },
    entries: (handle) => {
      const value = held(handle);
      assert('entries' in value, 'not a listing');
      return value.entries;
    },
    release: async (handle) => {
      const value = held(handle);
      opened.delete(handle.readUInt32BE());
      if ('file' in value) await value.file.close();
    },
    closeAll: () => {
      for (const value of opened.values()) {
        // The client is gone: nobody is left to tell that a file would not close.
        if ('file' in value) value.file.close().catch(() => undefined);
      }
      opened.clear();
    },
  };
}
