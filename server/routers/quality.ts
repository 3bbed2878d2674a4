import * as z from 'zod';
import { INCIDENT_KINDS, INCIDENT_MEASURES } from '../domain/quality/incident-kinds.ts';
import { MAX_GRID_CHARS } from '../domain/quality/listening-grid.ts';
import {
  callSought,
  codeSought,
  day,
  login,
  noCard,
  recordId,
  typedLine,
  typedWords,
} from '../procedures/input-fields.ts';
import { leadOnly, leadOrOps, leadOrVerifier, router } from '../procedures/trpc.ts';
import { withSoughtCall } from '../steps/call/sought-call.ts';
import { deliverIncidentReport, incidentFigures } from '../steps/delivery/deliver-incident-report.ts';
import { closeIncident, followIncident } from '../steps/quality/follow-incident.ts';
import { listCalls, readListeningSheet } from '../steps/quality/listen-call.ts';
import { noteCall } from '../steps/quality/note-call.ts';
import { openIncident } from '../steps/quality/open-incident.ts';
import { listIncidents, readIncident } from '../steps/quality/read-incidents.ts';
import { readQuality } from '../steps/quality/read-quality.ts';
import { readHours } from '../steps/shift/read-hours.ts';

const grid = z
  .string()
  .min(1)
  .max(MAX_GRID_CHARS)
  .refine((text) => text.length > MAX_GRID_CHARS || noCard(text));
const name = typedLine(0, 30);
const words = typedWords(5, 400);
const incident = z.int().positive();
const period = { campaign: codeSought, from: day, to: day };

/** Listening to calls, ethics incidents, hours (R-12, R-13, indicator 9): nothing here opens a donor. */
export const qualityRouter = router({
  calls: leadOrVerifier
    .input(z.strictObject({ agent: login.optional(), days: z.int().min(1).max(31).default(7) }))
    .query(({ ctx, input }) => listCalls(ctx.app, { ...input, listener: ctx.account })),

  /** A mutation: who looked at which call is noted. */
  sheet: leadOrVerifier
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId: callSought, grid }))
    .mutation(
      async ({ ctx, input }) =>
        await readListeningSheet(ctx.app, { ...(await withSoughtCall(ctx, input)), listener: ctx.account }),
    ),

  note: leadOrVerifier
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        callId: callSought,
        grid,
        points: z
          .record(name, z.int().min(0).max(10).nullable())
          .refine((given) => Object.keys(given).length <= 50),
        fails: z.array(name).max(20).default([]),
        comment: words,
      }),
    )
    .mutation(async ({ ctx, input }) =>
      noteCall(ctx.app, { ...(await withSoughtCall(ctx, input)), listener: ctx.account }),
    ),

  trend: leadOrVerifier
    .input(
      z.strictObject({
        agent: login.optional(),
        campaign: codeSought.optional(),
        weeks: z.int().min(1).max(52).default(12),
      }),
    )
    .query(({ ctx, input }) => readQuality(ctx.app, { ...input, listener: ctx.account })),

  openIncident: leadOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        target: z.union([z.strictObject({ callId: callSought }), z.strictObject({ recordId })]),
        kind: z.enum(INCIDENT_KINDS),
        reason: words,
      }),
    )
    .mutation(async ({ ctx, input }) =>
      openIncident(ctx.app, {
        ...input,
        target: 'callId' in input.target ? await withSoughtCall(ctx, input.target) : input.target,
        lead: ctx.account,
      }),
    ),

  incidents: leadOnly
    .input(z.strictObject({ all: z.boolean().default(false) }))
    .query(({ ctx, input }) => listIncidents(ctx.app, { ...input, lead: ctx.account })),

  /** A mutation: reading what was written is noted. */
  incident: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: incident }))
    .mutation(({ ctx, input }) => readIncident(ctx.app, { ...input, lead: ctx.account })),

  followIncident: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: incident, note: words }))
    .mutation(({ ctx, input }) => followIncident(ctx.app, { ...input, lead: ctx.account })),

  closeIncident: leadOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        id: incident,
        kind: z.enum(INCIDENT_KINDS).optional(),
        measure: z.enum(INCIDENT_MEASURES),
        decision: words,
      }),
    )
    .mutation(({ ctx, input }) => closeIncident(ctx.app, { ...input, lead: ctx.account })),

  incidentFigures: leadOrOps
    .input(z.strictObject(period))
    .query(({ ctx, input }) => incidentFigures(ctx.app, { ...input, account: ctx.account })),

  deliverIncidents: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject(period))
    .mutation(({ ctx, input }) => deliverIncidentReport(ctx.app, { ...input, account: ctx.account })),

  hours: leadOnly
    .input(z.strictObject({ agent: login.optional(), campaign: codeSought.optional(), from: day, to: day }))
    .query(({ ctx, input }) => readHours(ctx.app, { ...input, lead: ctx.account })),
});
