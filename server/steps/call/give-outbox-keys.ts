import { inTurn } from '../../../shared/in-turn.ts';
import { type OutboxKey, type OutboxKeys, vouchedText } from '../../../shared/sealed-outcome.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';

interface OutboxKeyDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'campaignPublicKey'>;
  readonly exchange: Pick<Exchange, 'housePublicKey' | 'vouchFor'>;
}

/**
 * The keys that a workstation seals its unsent outcomes to: those of the agent's open campaigns, each signed by the house
 * key. Sealed to the campaign's key and not to one of the house, so that a copy forgotten on a workstation is unreadable,
 * for us too, once the campaign is purged.
 */
export async function giveOutboxKeys(
  deps: OutboxKeyDeps,
  agent: Pick<AccountRow, 'campaigns'>,
): Promise<OutboxKeys> {
  const open = await deps.store.read((rows) =>
    inTurn.filter(agent.campaigns, async (code) => (await rows.campaigns.byCode(code))?.state === 'open'),
  );
  const keys: OutboxKey[] = [];
  for (const campaign of open) {
    const publicKey = await deps.vault.campaignPublicKey(campaign);
    const signature = await deps.exchange.vouchFor(vouchedText({ campaign, publicKey }));
    keys.push({ campaign, publicKey, signature });
  }
  return { houseKey: await deps.exchange.housePublicKey(), keys };
}
