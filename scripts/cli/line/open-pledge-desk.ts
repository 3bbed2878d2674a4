import type { PledgeToSave } from '../../../shared/line/pledge-desk.ts';
import type { CommandContext } from '../command-context.ts';
import { callServer } from '../rpc.ts';

/**
 * Opens the pledge desk on this terminal, under the saved session; whoever may not take pledges of that line learns it before the
 * screen is taken. AppErrors of `readDesk`.
 */
export async function openPledgeDesk(env: CommandContext['env'], campaign: string): Promise<void> {
  const lineOf = (code: string) => callServer(env, (rpc) => rpc.pledges.desk.query({ campaign: code }));
  const line = await lineOf(campaign);
  const { displayName: agent } = await callServer(env, (rpc) => rpc.session.me.query());
  const said = await callServer(env, (rpc) => rpc.session.clock.query());
  const { AnchoredClock } = await import('../../../tui/server-clock.ts');
  const { runPledgeDesk } = await import('../../../tui/pledge/run-pledge-desk.ts');
  const { now } = new AnchoredClock(said);
  const desk = {
    line: lineOf,
    save: (pledge: PledgeToSave) => callServer(env, (rpc) => rpc.pledges.save.mutate(pledge)),
    towns: (code: string, postcode: string) =>
      callServer(env, (rpc) => rpc.pledges.towns.query({ campaign: code, postcode })),
    help: () => callServer(env, (rpc) => rpc.agentMessages.ask.mutate({ text: '', isReply: false })),
  };
  await runPledgeDesk({ desk, line, agent, now });
}
