import { type TRPCClient, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../../server/routers/app-router.ts';
import { appErrorOf } from '../../../shared/rpc-link.ts';
import type { LineBoardOrders } from '../../../tui/line-board/line-board-orders.ts';

type Rpc = Pick<TRPCClient<AppRouter>, 'line' | 'pledges' | 'seats' | 'team'>;

async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const refusal =
      error instanceof TRPCClientError ? { message: error.message, data: error.data } : { message: '' };
    throw appErrorOf(refusal, error);
  }
}

/** Noted in the audit log when a pledge is opened from the board. */
const CALL_BACK = 'rappel de vérification, au tableau';

/** The orders of the board, over the session of whoever looks at it: same roles, same refusals, same log. */
export function lineBoardOrders({ line, pledges, seats, team }: Rpc): LineBoardOrders {
  return {
    limits: (campaign) => answered(line.limits.query({ campaign })),
    changeLimit: (order) => answered(line.changeLimit.mutate(order)),
    undoLimit: (order) => answered(line.undoLimit.mutate(order)),
    floor: (campaign) => answered(line.floor.query({ campaign })),
    unfreeze: (order) => answered(seats.unfreeze.mutate(order)),
    toCheck: async (campaign) =>
      (await answered(pledges.list.query({ campaign, only: 'to-check' }))).map(
        ({ id, site, atMs, amountMinor: minor, currency, rhythm }) => ({
          ...{ id, site, atMs, amount: { minor, currency } },
          isMonthly: rhythm === 'monthly',
        }),
      ),
    maker: async (id) => {
      const { who } = await answered(pledges.show.mutate({ id, reason: CALL_BACK }));
      const town = `${who.postcode} ${who.town}`.trim();
      return {
        name: `${who.firstName} ${who.lastName}`.trim(),
        address: [who.street, town].filter((part) => part !== '').join(', '),
        to: who.to,
      };
    },
    check: (id) => answered(pledges.check.mutate({ id })),
    say: (to, text) =>
      answered(
        team.message.mutate({
          to: 'login' in to ? { kind: 'one', ...to } : { kind: 'campaign', ...to },
          text,
        }),
      ),
  };
}
