import * as z from 'zod';
import {
  callId,
  code,
  codeSought,
  day,
  fileName,
  instantMs,
  reason,
  typedLine,
} from '../../procedures/input-fields.ts';
import { agentOnly, dataOfficerOnly, leadOnly, leadOrOps, opsOnly, router } from '../../procedures/trpc.ts';
import { deliverPledges } from '../../steps/line/deliver-pledges.ts';
import {
  checkPledge,
  listPledges,
  reconcilePledges,
  settleLink,
  showPledge,
  withdrawPledge,
} from '../../steps/line/follow-pledge.ts';
import { importFulfilment } from '../../steps/line/import-fulfilment.ts';
import { pledgeTowns } from '../../steps/line/import-postcodes.ts';
import {
  copyPledge,
  erasePledge,
  findPledges,
  objectPledge,
  openPledgeRequest,
} from '../../steps/line/pledge-rights.ts';
import { readDesk } from '../../steps/line/read-desk.ts';
import { savePledge } from '../../steps/line/save-pledge.ts';
import { earlier, edition, pledgeForm } from './pledge-fields.ts';

const id = z.uuid();

/** How somebody who asks for their rights is known on a line. */
const pledgeKey = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('phone'), phone: typedLine(1, 30) }),
  z.strictObject({
    by: z.literal('name'),
    lastName: typedLine(1, 50),
    firstName: typedLine(0, 50),
    postcode: typedLine(1, 10),
  }),
]);

const right = z.strictObject({ id, reason, receivedAtMs: instantMs.optional() });

/** Pledges of callers: taken by agents of the line, followed by leads and ops. */
export const pledgesRouter = router({
  desk: agentOnly
    .input(z.strictObject({ campaign: codeSought }))
    .query(({ ctx, input }) => readDesk(ctx.app, ctx.account, input.campaign)),

  /** Proposed while the caller gives their address. */
  towns: agentOnly
    .input(z.strictObject({ campaign: codeSought, postcode: typedLine(0, 10) }))
    .query(({ ctx, input }) => pledgeTowns(ctx.app, ctx.account, input)),

  save: agentOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign: codeSought,
        callId,
        form: pledgeForm,
        edition,
        number: typedLine(0, 30).optional(),
        earlier,
      }),
    )
    .mutation(({ ctx, input }) => savePledge(ctx.app, ctx.account, input)),

  list: leadOrOps
    .input(z.strictObject({ campaign: code, only: z.enum(['to-check', 'unsent']).optional() }))
    .query(({ ctx, input }) => listPledges(ctx.app, ctx.account, input)),

  /** Who promised: for a call-back, by a person of the charity's evening and nobody else. */
  show: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id, reason }))
    .mutation(({ ctx, input }) => showPledge(ctx.app, { ...input, account: ctx.account })),

  check: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => checkPledge(ctx.app, { ...input, account: ctx.account })),

  /** Persons' rights (R-34): mutations, since each of them is an entry of the audit log. */
  find: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: code, key: pledgeKey }))
    .mutation(({ ctx, input }) => findPledges(ctx.app, { ...input, actor: ctx.account.id })),

  copy: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(right)
    .mutation(({ ctx, input }) => copyPledge(ctx.app, { ...input, actor: ctx.account.id })),

  erase: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(right)
    .mutation(({ ctx, input }) => erasePledge(ctx.app, { ...input, actor: ctx.account.id })),

  object: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(right)
    .mutation(({ ctx, input }) => objectPledge(ctx.app, { ...input, actor: ctx.account.id })),

  /** In the register of requests, to be answered later. */
  request: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(right.extend({ kind: z.enum(['access', 'objection', 'erasure']) }))
    .mutation(({ ctx, input }) => openPledgeRequest(ctx.app, { ...input, actor: ctx.account.id })),

  /** Promised and paid, by day, site and way of the link; counts and sums only. */
  reconcile: leadOrOps
    .input(z.strictObject({ campaign: code }))
    .query(({ ctx, input }) => reconcilePledges(ctx.app, ctx.account, input.campaign)),

  deliver: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code, day: day.optional() }))
    .mutation(({ ctx, input }) => deliverPledges(ctx.app, { ...input, actor: ctx.account.id })),

  importFulfilment: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code, fileName }))
    .mutation(({ ctx, input }) => importFulfilment(ctx.app, { ...input, actor: ctx.account.id })),

  settle: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id, as: z.enum(['sent', 'resend']), reason }))
    .mutation(({ ctx, input }) => settleLink(ctx.app, { ...input, account: ctx.account })),

  withdraw: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ id, reason }))
    .mutation(({ ctx, input }) => withdrawPledge(ctx.app, { ...input, account: ctx.account })),
});
