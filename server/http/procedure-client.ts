import { createTRPCClient, type TRPCClient } from '@trpc/client';
import type { AppContext } from '../app-context.ts';
import type { AppRouter } from '../routers/app-router.ts';
import { linkInProcess } from './terminal-door.ts';

/** Every procedure of the house, as whoever holds the session may ask it. */
export type ProcedureClient = TRPCClient<AppRouter>;

/** In this process, without a network between: same roles, same refusals, same log as by RPC. */
export function procedureClient(
  app: AppContext,
  seat: { readonly token: string | undefined; readonly address: string },
): ProcedureClient {
  const { token, address } = seat;
  return createTRPCClient<AppRouter>({ links: [linkInProcess(app, { token: () => token, address })] });
}
