import type { CommandContext } from '../cli/command-context.ts';
import type { SetupPlan } from './setup-plan.ts';
import { campaignsOf } from './setup-standing.ts';
import { openSetupState, type SetupState } from './setup-state.ts';
import { SETUP_STEPS, type SetupStep } from './setup-steps.ts';

/** What a person answers for a part. */
type AskPart = (part: SetupStep['part'], state: SetupState) => Promise<SetupPlan>;

/**
 * Sets an installation up in the current folder, step by step: what stands is said and left as it is, what is missing is made by
 * the steps of the single commands. Stopped anywhere, it goes on from there at the next call; it replaces and undoes nothing.
 */
export async function runSetup(
  context: CommandContext,
  source: { readonly plan: SetupPlan } | { readonly ask: AskPart },
): Promise<void> {
  const { terminal } = context;
  const plan = 'plan' in source ? source.plan : undefined;
  const ask: AskPart = 'ask' in source ? source.ask : async () => ({});
  const state = openSetupState('.', context);
  for (const [at, step] of SETUP_STEPS.entries()) {
    const title = `${at + 1}/${SETUP_STEPS.length} ${step.title}`;
    if (await step.isDone(state, plan)) {
      terminal.line(`${title} : déjà fait.`);
      continue;
    }
    terminal.line(title);
    if (!(await step.run(state, plan ?? (await ask(step.part, state))))) terminal.line('  plus tard.');
  }
  await tellNext(state);
}

/** The two lines that start the server and let the first agent in. */
async function tellNext(state: SetupState): Promise<void> {
  const { terminal } = state;
  const agent = await state.onHouse(
    async ({ app }) =>
      await app.store.read(async (rows) => (await rows.accounts.all()).find(({ role }) => role === 'agent')),
  );
  const [campaign] = await campaignsOf(state);
  const { port } = state.config().ssh.listen;
  terminal.line();
  terminal.line('Pour commencer :');
  terminal.line('  plateau serve --ssh');
  terminal.line(`  ssh -p ${port} ${agent?.login ?? 'IDENTIFIANT'}@localhost`);
  if (campaign)
    terminal.line(`Les fiches : plateau login (exploitation), puis plateau import ${campaign.code} FICHIER`);
}
