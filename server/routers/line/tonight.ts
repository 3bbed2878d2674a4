import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Tonight } from '../../../shared/people/tonight.ts';
import { changes } from '../../live/changes.ts';
import { leadOrOps, router } from '../../procedures/trpc.ts';
import { isTokenOpen } from '../../steps/access/log-in.ts';
import { callForPeople, countCall } from '../../steps/agenda/call-for-people.ts';
import { type NamesShown, readTonight } from '../../steps/agenda/read-tonight.ts';
import { drawCodes } from '../../steps/seats/draw-badges.ts';

const number = z.int().positive();
const chosen = z.strictObject({ slot: number.optional() });
/** As often as a hand that marks people sees what another marks. */
const LOOK_MS = 1_000;

/** The evening of a lead: slots of the day on their lines, who comes, who is there. Marks are those of the agenda. */
export const tonightRouter = router({
  read: leadOrOps
    .input(chosen)
    .query(({ ctx, input }) => readTonight(ctx.app, { ...input, account: ctx.account })),
  /** The same, pushed at each change for as long as the session is open; a name is opened once and gone with the screen. */
  live: leadOrOps.input(chosen).subscription(async function* ({
    ctx,
    input,
    signal,
  }): AsyncGenerator<Tonight> {
    const { app, account, token, tokenNow } = ctx;
    const shown: NamesShown = new Map();
    const read = () => readTonight(app, { ...input, account, shown });
    for await (const tonight of changes(read, { everyMs: LOOK_MS, signal })) {
      if (!(await isTokenOpen(app, tokenNow?.() ?? token))) return;
      yield tonight;
    }
  }),
  /** How many may come to a slot that misses people, and could be written so. */
  countCall: leadOrOps
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ slot: number }))
    .query(({ ctx, input }) => countCall(ctx.app, { ...input, account: ctx.account })),
  writeCall: leadOrOps
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ slot: number, expected: z.int().min(1).max(100_000) }))
    .mutation(({ ctx, input }) => callForPeople(ctx.app, { ...input, account: ctx.account })),
  /** One code, told once; those drawn before for that person open nothing any more. */
  code: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot: number, signup: number }))
    .mutation(async ({ ctx, input }) => {
      const { badges } = await drawCodes(ctx.app, { ...input, account: ctx.account });
      const [one] = badges;
      assert(one, 'a code was drawn for that person');
      return one;
    }),
});
