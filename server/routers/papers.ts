import * as z from 'zod';
import { BREACH_ID, BREACH_KINDS } from '../domain/papers/breach.ts';
import { REHEARSAL_KINDS, REHEARSAL_OUTCOMES } from '../domain/papers/rehearsal.ts';
import { campaign, day, instantMs, noCard, typedLine, typedWords } from '../procedures/input-fields.ts';
import { dataOfficerOnly, opsOrDataOfficer, router } from '../procedures/trpc.ts';
import { listBreaches, showBreach } from '../steps/papers/breach-view.ts';
import { buildEvidence } from '../steps/papers/build-evidence.ts';
import { followBreach } from '../steps/papers/follow-breach.ts';
import { makePapers, PAPER_KINDS } from '../steps/papers/make-papers.ts';
import { openBreach } from '../steps/papers/open-breach.ts';
import { packBreach } from '../steps/papers/pack-breach.ts';
import { listInstructions, recordInstruction } from '../steps/papers/record-instruction.ts';
import { listRehearsals, recordRehearsal } from '../steps/papers/record-rehearsal.ts';
import { attestCopy } from '../steps/purge/attest-copy.ts';

const reason = typedWords(5, 500);
const breach = z.string().regex(BREACH_ID);

/** The data officer: breaches, papers and evidence packs. */
export const papersRouter = router({
  breaches: dataOfficerOnly.query(({ ctx }) => listBreaches(ctx.app)),

  breach: dataOfficerOnly
    .input(z.strictObject({ id: breach }))
    .query(({ ctx, input }) => showBreach(ctx.app, input)),

  openBreach: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        campaigns: z.array(campaign).min(1).max(20),
        kinds: z.array(z.enum(BREACH_KINDS)).min(1).max(3),
        discoveredAtMs: instantMs,
        reason,
      }),
    )
    .mutation(({ ctx, input }) => openBreach(ctx.app, { ...input, actor: ctx.account.id })),

  followBreach: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        id: breach,
        kind: z.enum(['note', 'measure', 'charity-told', 'closed']),
        text: reason,
      }),
    )
    .mutation(({ ctx, input }) => followBreach(ctx.app, { ...input, actor: ctx.account.id })),

  packBreach: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ id: breach }))
    .mutation(({ ctx, input }) => packBreach(ctx.app, { ...input, actor: ctx.account.id })),

  make: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        kinds: z.array(z.enum(PAPER_KINDS)).min(1).max(PAPER_KINDS.length),
        atMs: instantMs.optional(),
      }),
    )
    .mutation(({ ctx, input }) => makePapers(ctx.app, { ...input, actor: ctx.account.id })),

  rehearsals: dataOfficerOnly.query(({ ctx }) => listRehearsals(ctx.app)),

  recordRehearsal: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({ kind: z.enum(REHEARSAL_KINDS), outcome: z.enum(REHEARSAL_OUTCOMES), told: reason }),
    )
    .mutation(({ ctx, input }) => recordRehearsal(ctx.app, { ...input, actor: ctx.account.id })),

  instructions: opsOrDataOfficer
    .input(z.strictObject({ campaign: campaign.optional() }))
    .query(({ ctx, input }) => listInstructions(ctx.app, input)),

  recordInstruction: opsOrDataOfficer
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign,
        givenOn: day,
        givenByWhom: typedWords(3, 120),
        text: reason,
        answer: z.enum(['followed', 'refused']),
        answerText: reason,
      }),
    )
    .mutation(({ ctx, input }) => recordInstruction(ctx.app, { ...input, actor: ctx.account.id })),

  attestCopy: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign,
        copy: z
          .string()
          .regex(/^[A-Za-z0-9-]{3,80}$/)
          .refine(noCard),
        by: typedLine(3, 80),
        reference: typedLine(2, 80),
      }),
    )
    .mutation(({ ctx, input }) => attestCopy(ctx.app, { ...input, actor: ctx.account.id })),

  evidence: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign }))
    .mutation(({ ctx, input }) => buildEvidence(ctx.app, { ...input, actor: ctx.account.id })),
});
