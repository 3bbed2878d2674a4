import type { CampaignRow } from '../../server/ports/rows/campaigns.ts';
import type { SetupState } from './setup-state.ts';

/** Campaigns that the installation has loaded; none before there is a key ring. */
export async function campaignsOf(state: SetupState): Promise<readonly CampaignRow[]> {
  const { hasKeys } = await import('../../server/context.ts');
  if (!(await hasKeys(state.config()))) return [];
  return state.onHouse(async ({ app }) => await app.store.read((rows) => rows.campaigns.all()));
}

export async function loginsOf(state: SetupState): Promise<ReadonlySet<string>> {
  const people = await state.onHouse(async ({ app }) => await app.store.read((rows) => rows.accounts.all()));
  return new Set(people.map(({ login }) => login));
}

/** Where the launch kit of a campaign is written, in the folder of the set-up. */
export function kitFolder(campaign: string): string {
  return `lancement-${campaign}`;
}
