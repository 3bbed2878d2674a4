import * as z from 'zod';
import { reason, serverName } from '../procedures/input-fields.ts';
import { dataOfficerOnly, opsOrDataOfficer, router } from '../procedures/trpc.ts';
import { declareLostApproved } from '../steps/approval/approved-acts.ts';
import { listServers } from '../steps/house/lost-servers.ts';

/** The servers of the house, and those that will not come back. */
export const serversRouter = router({
  list: opsOrDataOfficer.query(({ ctx }) => listServers(ctx.app)),

  /** Under four eyes: the first call asks for a second person's accord, the same call does it once they gave it. */
  declareLost: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ server: serverName, reason }))
    .mutation(({ ctx, input }) =>
      declareLostApproved(ctx.app, { name: input.server, reason: input.reason, actor: ctx.account.id }),
    ),
});
