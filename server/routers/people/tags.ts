import * as z from 'zod';
import { codeSought, typedLine } from '../../procedures/input-fields.ts';
import { directoryKeeper, router } from '../../procedures/trpc.ts';
import { changeTag, listTags } from '../../steps/people/keep-tags.ts';

const charity = codeSought.optional();
const name = typedLine(1, 40);

/** Tags of a directory, inside the seal of each card: to count them opens the directory, which is noted. */
export const tagsRouter = router({
  list: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity }))
    .mutation(({ ctx, input }) => listTags(ctx.app, { ...input, account: ctx.account })),

  change: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        charity,
        name,
        kind: z.enum(['rename', 'merge', 'delete']),
        to: name.optional(),
        expected: z.int().min(0).max(100_000),
      }),
    )
    .mutation(({ ctx, input: { name: tag, kind, to = '', ...asked } }) =>
      changeTag(ctx.app, {
        ...{ ...asked, account: ctx.account, tag },
        to: kind === 'delete' ? null : to,
        merges: kind === 'merge',
      }),
    ),
});
