import * as z from 'zod';
import { correctionsSchema } from '../../shared/call-outcome.ts';
import { PERSON_REQUEST_KINDS } from '../ports/rows/persons.ts';
import { callSought, codeSought, instantMs, noCard, reason } from '../procedures/input-fields.ts';
import { dataOfficerOnly, router } from '../procedures/trpc.ts';
import { exportPersonApproved, liftObjectionApproved } from '../steps/approval/approved-acts.ts';
import { withSoughtCall } from '../steps/call/sought-call.ts';
import { erasePerson } from '../steps/persons/erase-person.ts';
import { listPersonRequests } from '../steps/persons/list-person-requests.ts';
import { objectPerson } from '../steps/persons/object-person.ts';
import { openPersonRequest, refusePersonRequest } from '../steps/persons/person-request.ts';
import { rectifyPerson } from '../steps/persons/rectify-person.ts';
import { findPerson } from '../steps/records/find-person.ts';

export const personKey = z.strictObject({
  by: z.enum(['phone', 'email', 'donor']),
  value: z.string().trim().min(1).max(254),
  charity: codeSought.optional(),
});

const request = {
  person: personKey,
  requestId: z.uuid().optional(),
  callId: callSought.optional(),
  receivedAtMs: instantMs.optional(),
  reason,
};

/** Persons' rights (R-34): mutations, since each of them is an entry of the audit log. */
export const personsRouter = router({
  find: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(personKey)
    .mutation(({ ctx, input }) => findPerson(ctx.app, { ...input, actor: ctx.account.id })),

  requests: dataOfficerOnly
    .input(z.strictObject({ all: z.boolean().default(false) }))
    .query(({ ctx, input }) => listPersonRequests(ctx.app, input)),

  open: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ ...request, kind: z.enum(PERSON_REQUEST_KINDS) }))
    .mutation(async ({ ctx, input }) =>
      openPersonRequest(ctx.app, { ...(await withSoughtCall(ctx, input)), actor: ctx.account.id }),
    ),

  refuse: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.uuid(), reason }))
    .mutation(({ ctx, input }) => refusePersonRequest(ctx.app, { ...input, actor: ctx.account.id })),

  /** Under four eyes. What is sealed to a given key comes back as base64 of OpenPGP messages. */
  export: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ ...request, publicKey: z.string().max(262_144).optional() }))
    .mutation(async ({ ctx, input }) => {
      const done = await exportPersonApproved(ctx.app, {
        ...(await withSoughtCall(ctx, input)),
        actor: ctx.account.id,
      });
      const sealed = done.sealed.map(({ name, bytes }) => ({
        name,
        base64: Buffer.from(bytes).toString('base64'),
      }));
      return { ...done, sealed };
    }),

  rectify: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ ...request, corrections: correctionsSchema }))
    .mutation(async ({ ctx, input }) =>
      rectifyPerson(ctx.app, { ...(await withSoughtCall(ctx, input)), actor: ctx.account.id }),
    ),

  object: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject(request))
    .mutation(async ({ ctx, input }) =>
      objectPerson(ctx.app, { ...(await withSoughtCall(ctx, input)), actor: ctx.account.id }),
    ),

  /** Under four eyes: the person's own written request, by its number. */
  liftObjection: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        person: personKey,
        reference: z
          .string()
          .regex(/^[A-Z0-9][A-Za-z0-9-]{2,39}$/)
          .refine(noCard),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => liftObjectionApproved(ctx.app, { ...input, actor: ctx.account.id })),

  erase: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject(request))
    .mutation(async ({ ctx, input }) =>
      erasePerson(ctx.app, { ...(await withSoughtCall(ctx, input)), actor: ctx.account.id }),
    ),
});
