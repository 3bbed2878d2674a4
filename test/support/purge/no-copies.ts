import { unconfiguredBackups } from '../../../server/backup/backup-folder.ts';

/** A house that keeps no backup and whose key ring was never copied: what a plan of purge asks. */
export const NO_COPIES = {
  backups: unconfiguredBackups(),
  keyCopies: { isThere: async () => false },
};
