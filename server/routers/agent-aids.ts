import * as z from 'zod';
import { codeSought } from '../procedures/input-fields.ts';
import { agentOnly, router } from '../procedures/trpc.ts';
import { proposeTowns } from '../steps/campaign/propose-towns.ts';
import { readAids } from '../steps/campaign/read-aids.ts';
import { readDiary } from '../steps/shift/read-diary.ts';

/** What helps an agent: knowledge, objections and the towns of a postcode during a call, the diary between two. */
export const agentAidsRouter = router({
  aids: agentOnly
    .input(z.strictObject({ campaign: codeSought, version: z.string().max(30) }))
    .query(({ ctx, input }) => readAids(ctx.app, ctx.account, input)),

  towns: agentOnly
    .input(z.strictObject({ campaign: codeSought, postcode: z.string().regex(/^\d{4,5}$/) }))
    .query(({ ctx, input }) => proposeTowns(ctx.app, ctx.account, input)),

  diary: agentOnly.query(({ ctx }) => readDiary(ctx.app, ctx.account)),
});
