import * as z from 'zod';
import { GROUP_KINDS, LEVELS } from '../../../shared/people/people-words.ts';
import { codeSought, typedLine } from '../../procedures/input-fields.ts';
import { directoryKeeper, router } from '../../procedures/trpc.ts';
import { joinGroup } from '../../steps/groups/join-group.ts';
import { closeGroup, createGroup, listGroups, renameGroup } from '../../steps/groups/keep-groups.ts';

const charity = codeSought.optional();
const name = typedLine(2, 60);

/** Groups of a charity's directory, and who belongs to them. */
export const groupsRouter = router({
  list: directoryKeeper
    .input(z.strictObject({ charity }))
    .query(({ ctx, input }) => listGroups(ctx.app, { ...input, account: ctx.account })),

  create: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, name, kind: z.enum(GROUP_KINDS), parent: name.optional() }))
    .mutation(({ ctx, input }) => createGroup(ctx.app, { ...input, account: ctx.account })),

  rename: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, name, to: name }))
    .mutation(({ ctx, input }) => renameGroup(ctx.app, { ...input, account: ctx.account })),

  close: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, name }))
    .mutation(({ ctx, input }) => closeGroup(ctx.app, { ...input, account: ctx.account })),

  join: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        charity,
        group: name,
        where: typedLine(0, 300),
        level: z.enum(LEVELS).nullable(),
        expected: z.int().min(0),
      }),
    )
    .mutation(({ ctx, input }) => joinGroup(ctx.app, { ...input, account: ctx.account })),
});
