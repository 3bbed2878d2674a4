import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface ScreenDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly oneScreen: { displaceOthers(agent: string, screen: string): Promise<void> };
}

/** Moves the agent's work to that workstation; the other one is told and stops. Twice changes nothing more. */
export async function takeOverScreen(
  deps: ScreenDeps,
  request: { readonly agent: Pick<AccountRow, 'id'>; readonly screen: string | undefined },
): Promise<void> {
  const { agent, screen } = request;
  if (screen === undefined) return;
  await deps.store.write((rows) =>
    trail(rows, { actor: agent.id, atMs: deps.clock.nowMs() })('screen.take-over', agent.id),
  );
  await deps.oneScreen.displaceOthers(agent.id, screen);
}
