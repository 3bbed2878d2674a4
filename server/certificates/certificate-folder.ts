import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Certificates } from '../ports/certificates.ts';

export function openCertificateFolder(folder: string): Certificates {
  const pathOf = (name: string) => {
    assert(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/.test(name), 'a certificate name is one plain path segment');
    return join(folder, name);
  };
  return {
    async write(name, bytes) {
      const path = pathOf(name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (existsSync(path)) {
        if (Buffer.compare(await readFile(path), bytes) === 0) return path;
        throw new AppError({
          code: 'certificate-exists',
          kind: 'conflict',
          message: `L’attestation ${name} existe déjà, avec un autre contenu.`,
          hint: 'Gardez-la : une attestation ne se réécrit pas.',
        });
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
    exists: (name) => existsSync(pathOf(name)),
    read: async (name) => (existsSync(pathOf(name)) ? readFile(pathOf(name)) : undefined),
  };
}
