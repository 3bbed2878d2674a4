import type { PledgeToSave } from '../../../shared/line/pledge-desk.ts';
import type { CommandContext } from '../command-context.ts';
import { callServer } from '../rpc.ts';
import { savedToken, serverUrl } from '../token-file.ts';

/**
 * Opens the pledge desk on this terminal, under the saved session, at that telephone of the line or at none; whoever may not take
 * pledges of that line, or may not sit there, learns it before the screen is taken. AppErrors of `readDesk` and `sitAtLine`.
 */
export async function openPledgeDesk(
  env: CommandContext['env'],
  { campaign, seat }: { readonly campaign: string; readonly seat: string | undefined },
): Promise<void> {
  const line = await callServer(env, (rpc) => rpc.pledges.desk.query({ campaign }));
  const { displayName: agent } = await callServer(env, (rpc) => rpc.session.me.query());
  const { runPledgeDesk } = await import('../../../tui/pledge/run-pledge-desk.ts');
  const token = savedToken(env);
  if (seat === undefined || token === undefined)
    return await runPledgeDesk({ line, agent, ...(await freeDesk(env)) });
  const { connectSeatedDesk } = await import('./seated-desk.ts');
  const { seated, now, close } = await connectSeatedDesk(
    { url: serverUrl(env), token },
    { campaign: line.code, seat: seat.toUpperCase() },
  );
  try {
    await runPledgeDesk({ desk: seated, line, agent, now });
  } finally {
    await close();
  }
}

/** A desk whose telephone is the agent's own business. */
async function freeDesk(env: CommandContext['env']) {
  const said = await callServer(env, (rpc) => rpc.session.clock.query());
  const { AnchoredClock } = await import('../../../tui/server-clock.ts');
  const { now } = new AnchoredClock(said);
  const desk = {
    line: (campaign: string) => callServer(env, (rpc) => rpc.pledges.desk.query({ campaign })),
    save: (pledge: PledgeToSave) => callServer(env, (rpc) => rpc.pledges.save.mutate(pledge)),
    towns: (code: string, postcode: string) =>
      callServer(env, (rpc) => rpc.pledges.towns.query({ campaign: code, postcode })),
    help: () => callServer(env, (rpc) => rpc.agentMessages.ask.mutate({ text: '', isReply: false })),
  };
  return { desk, now };
}
