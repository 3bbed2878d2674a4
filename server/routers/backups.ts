import * as z from 'zod';
import { reason, recordId } from '../procedures/input-fields.ts';
import { dataOfficerOnly, opsOrDataOfficer, router } from '../procedures/trpc.ts';
import { backupNow } from '../steps/backup/backup-create.ts';
import { listBackups } from '../steps/backup/backup-list.ts';
import { restoreRecord } from '../steps/backup/restore-record.ts';
import { attestKeyCopy, listKeyCopies } from '../steps/keys/key-copies.ts';
import { rotateKey } from '../steps/keys/rotate-key.ts';
import { endOnRings } from '../steps/keys/rotate-on-rings.ts';
import { listDamages } from '../steps/records/list-damages.ts';

/** Whose keys: a campaign's code, or the place of a charity's people (domain/people/people-place.ts). */
const keyPlace = z.string().regex(/^(?:personnes-)?[A-Z0-9][A-Z0-9-]{2,19}$/);

/** The data officer: sealed backups, and copies of the key ring that left the machine. */
export const backupsRouter = router({
  create: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .mutation(({ ctx }) => backupNow(ctx.app, { actor: ctx.account.id })),

  list: dataOfficerOnly.query(({ ctx }) => listBackups(ctx.app)),

  /** What is sealed and does not open any more. */
  damaged: opsOrDataOfficer.query(({ ctx }) => listDamages(ctx.app)),

  /** Without the number typed again, it is only tried. */
  restoreRecord: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        recordId,
        backup: z.string().regex(/^plateau-\d{8}T\d{6}Z$/),
        typedNumber: z.int().optional(),
      }),
    )
    .mutation(({ ctx, input }) => restoreRecord(ctx.app, { ...input, actor: ctx.account.id })),

  keyCopies: dataOfficerOnly.query(({ ctx }) => listKeyCopies(ctx.app)),

  attestKeyCopy: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        id: z.uuid(),
        part: z
          .string()
          .regex(/^[A-Za-z0-9-]{3,40}$/)
          .optional(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => attestKeyCopy(ctx.app, { ...input, actor: ctx.account.id })),

  /** A long mutation: cut, the same call goes on. */
  rotateKey: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ keyPlace, reason }))
    .mutation(({ ctx, input }) =>
      rotateKey(ctx.app, { place: input.keyPlace, reason: input.reason, actor: ctx.account.id }),
    ),

  endRotation: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ keyPlace }))
    .mutation(({ ctx, input }) => endOnRings(ctx.app, { place: input.keyPlace, actor: ctx.account.id })),
});
