import { isAppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { isErased } from '../find-campaign.ts';

interface Deps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'holdWordsKey'>;
  readonly clock: Clock;
}

/** Texts sealed in one transaction: some 100 ms. */
const PER_SWEEP = 500;

/**
 * Before anybody may enter: takes the keys of what was typed in the house and in each campaign that lives, and gives the base the
 * public ones. Then, once in the life of a base, seals what an older version left in clear and overwrites its pages; killed
 * anywhere, the next start goes on. A campaign whose key is gone is left out: its words are sealed by the house's.
 */
export async function holdWordsKeys({ store, vault, clock }: Deps): Promise<void> {
  const living = await store.read(async (rows) =>
    (await rows.campaignHeads.all()).filter(({ state }) => !isErased(state)),
  );
  for (const campaign of ['', ...living.map(({ code }) => code)]) {
    const key = await wordsKey(vault, campaign);
    if (key !== undefined) await store.write((rows) => rows.words.keepKey(campaign, key));
  }
  if (await store.read((rows) => rows.words.areSwept())) return;
  let swept = 0;
  for (let some = PER_SWEEP; some === PER_SWEEP; swept += some)
    some = await store.write((rows) => rows.words.sweepSome(PER_SWEEP));
  if (swept > 0) await store.compact();
  await store.write((rows) => rows.words.markSwept(clock.nowMs()));
}

async function wordsKey(vault: Deps['vault'], campaign: string): Promise<string | undefined> {
  try {
    return await vault.holdWordsKey(campaign);
  } catch (error) {
    if (isAppError(error) && error.code === 'campaign-key-missing') return undefined;
    throw error;
  }
}
