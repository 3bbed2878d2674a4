import * as z from 'zod';
import { COUNTRIES } from '../../shared/country.ts';
import { CONTRACT_KINDS, CONTRACT_PROOFS } from '../domain/staff/contract-kinds.ts';
import { day, login, reason } from '../procedures/input-fields.ts';
import { leadOpsOrOfficer, opsOrDataOfficer, router } from '../procedures/trpc.ts';
import { listStaff } from '../steps/staff/read-staff.ts';
import { endContract, recordContract } from '../steps/staff/record-contract.ts';

/** The staff register: ops and the data officer write it, a lead reads what is of their own agents. */
export const staffRouter = router({
  list: leadOpsOrOfficer.query(({ ctx }) => listStaff(ctx.app, ctx.account)),

  record: opsOrDataOfficer
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        login,
        kind: z.enum(CONTRACT_KINDS),
        country: z.enum(COUNTRIES),
        startsOn: day,
        endsOn: day.nullable(),
        proof: z.enum(CONTRACT_PROOFS),
      }),
    )
    .mutation(({ ctx, input }) => recordContract(ctx.app, { ...input, actor: ctx.account.id })),

  end: opsOrDataOfficer
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, endsOn: day, reason }))
    .mutation(({ ctx, input }) => endContract(ctx.app, { ...input, actor: ctx.account.id })),
});
