import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Certificates } from '../ports/certificates.ts';
import { isCertificateName, refuseOther, requireCertificateName } from './certificate-name.ts';

export function openCertificateFolder(folder: string): Certificates {
  const pathOf = (name: string) => join(folder, requireCertificateName(name));
  const read = (name: string) => readFile(pathOf(name)).catch(absent);
  return {
    async write(name, bytes) {
      const path = pathOf(name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const known = await read(name);
      if (known) {
        refuseOther(name, known, bytes);
        return path;
      }
      // What a kill left, or a link that somebody put there: never followed.
      await rm(`${path}.part`, { force: true });
      const file = await open(`${path}.part`, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
      return path;
    },
    read,
    list: async () =>
      ((await readdir(folder).catch(absent)) ?? [])
        .filter((name) => isCertificateName(name) && !name.endsWith('.part'))
        .sort(),
  };
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
