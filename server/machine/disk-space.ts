import { statfs } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import type { DiskSpace } from '../ports/disk-space.ts';

/** Over those folders; one that is not there yet is not counted. */
export function openDiskSpace(folders: readonly string[]): DiskSpace {
  const freeOf = async (folder: string) => {
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
        return Number.POSITIVE_INFINITY;
      throw new AppError({
        code: 'disk-unreadable',
        kind: 'unavailable',
        message: 'La place libre d’un disque ne peut pas être lue.',
        hint: 'Vérifiez que les dossiers des données et des sauvegardes sont montés et ouverts à ce compte.',
        cause,
      });
    }
  };
  return { freeBytes: async () => Math.min(...(await Promise.all(folders.map(freeOf)))) };
}
