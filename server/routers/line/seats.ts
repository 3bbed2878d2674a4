import * as z from 'zod';
import { campaign, codeSought, instantMs, login, reason, typedLine } from '../../procedures/input-fields.ts';
import { leadOrOps, opsOnly, router } from '../../procedures/trpc.ts';
import { drawBadges } from '../../steps/seats/draw-badges.ts';
import { holdLead, setSeatKey, unfreezeSeat } from '../../steps/seats/keep-seat.ts';
import { listSeats } from '../../steps/seats/list-seats.ts';
import { planSeats } from '../../steps/seats/plan-seats.ts';
import { setSkills } from '../../steps/seats/set-skills.ts';
import { signUp, signUpList } from '../../steps/seats/sign-up.ts';
import { addSlot, cancelSignup, listPeople, listSlots } from '../../steps/seats/slots.ts';

const seat = z.string().max(30);
const site = z.string().max(20);
const number = z.int().positive();
/** Texts of a folder's files, by name. */
const files = z.array(z.tuple([z.string().max(40), z.string().max(256 * 1024)])).max(40);

/** Seats of a pledge line: laid by ops, filled by leads within their sites (domain/seats/seat-rights.ts). */
export const seatsRouter = router({
  plan: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ files }))
    .mutation(({ ctx, input }) => planSeats(ctx.app, { actor: ctx.account.id, files: new Map(input.files) })),
  setKey: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ seat, publicKey: z.string().max(8000) }))
    .mutation(({ ctx, input }) => setSeatKey(ctx.app, { ...input, actor: ctx.account.id })),
  holdLead: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, campaign, sites: z.array(site).max(20) }))
    .mutation(({ ctx, input }) => holdLead(ctx.app, { ...input, actor: ctx.account })),
  list: leadOrOps
    .input(z.strictObject({ campaign: codeSought }))
    .query(({ ctx, input }) => listSeats(ctx.app, { ...input, account: ctx.account })),
  unfreeze: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, seat, reason }))
    .mutation(({ ctx, input }) => unfreezeSeat(ctx.app, { ...input, account: ctx.account })),
  slots: leadOrOps
    .input(z.strictObject({ campaign: codeSought }))
    .query(({ ctx, input }) => listSlots(ctx.app, { ...input, account: ctx.account })),
  addSlot: leadOrOps
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign,
        site,
        fromMs: instantMs,
        toMs: instantMs,
        capacity: z.int().min(1).max(1000),
      }),
    )
    .mutation(({ ctx, input }) => addSlot(ctx.app, { ...input, account: ctx.account })),
  people: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot: number }))
    .mutation(({ ctx, input }) => listPeople(ctx.app, { ...input, account: ctx.account })),
  signUp: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot: number, person: typedLine(1, 60) }))
    .mutation(({ ctx, input }) => signUp(ctx.app, { ...input, account: ctx.account })),
  signUpList: leadOrOps
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ slot: number, list: z.string().max(256 * 1024), dryRun: z.boolean() }))
    .mutation(({ ctx, input }) => signUpList(ctx.app, { ...input, account: ctx.account })),
  setSkills: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ signup: number, skills: typedLine(0, 200) }))
    .mutation(({ ctx, input }) => setSkills(ctx.app, { ...input, account: ctx.account })),
  cancel: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ signup: number, reason }))
    .mutation(({ ctx, input }) => cancelSignup(ctx.app, { ...input, account: ctx.account })),
  /** Codes are given once, inside the PDF. */
  badges: leadOrOps
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ slot: number, signup: number.optional() }))
    .mutation(async ({ ctx, input }) => {
      const { pdf, badges } = await drawBadges(ctx.app, { ...input, account: ctx.account });
      return { badges, pdf: Buffer.from(pdf).toString('base64') };
    }),
});
