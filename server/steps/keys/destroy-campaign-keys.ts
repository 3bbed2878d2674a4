import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { KeptActs } from '../../ports/kept-acts.ts';
import type { KeyDestruction } from '../../ports/rows/key-destructions.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';

interface RingDeps {
  readonly vault: Pick<Vault, 'destroyCampaign' | 'destroyCharity'>;
  readonly keptActs: Pick<KeptActs, 'forget'>;
}

interface CampaignKeys {
  readonly campaign: string;
  readonly charity: string;
  /** The charity's blind-index key goes too. */
  readonly isLastOfCharity: boolean;
}

/** Destroys the keys of a campaign on this server's ring, and what is kept beside them; answers the files. Twice finds none. */
export async function destroyCampaignKeys(
  { vault, keptActs }: RingDeps,
  { campaign, charity, isLastOfCharity }: CampaignKeys,
): Promise<readonly string[]> {
  const { files } = await vault.destroyCampaign(campaign);
  const ofCharity = isLastOfCharity ? (await vault.destroyCharity(charity)).files : [];
  keptActs.forget({ charity, campaign, isLastOfCharity });
  return [...files, ...ofCharity];
}

/** Other servers whose ring may hold keys: all that ever began, but those declared lost. Not one on SQLite. */
async function otherRings(
  store: Store,
  { servers, keyDestructions }: StoreReader,
): Promise<readonly string[]> {
  if (store.engine === 'sqlite') return [];
  const self = await servers.self();
  const lost = new Set((await keyDestructions.lostServers()).map(({ name }) => name));
  return (await servers.all()).map(({ name }) => name).filter((name) => name !== self && !lost.has(name));
}

/** Every other server owes its proof from now on. Twice asks nobody again. */
export async function askOtherRings(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { campaign, charity, isLastOfCharity }: CampaignKeys,
): Promise<void> {
  if (store.engine === 'sqlite') return;
  const askedAtMs = clock.nowMs();
  await store.write(async (rows) => {
    for (const server of await otherRings(store, rows))
      await rows.keyDestructions.ask({
        server,
        campaign,
        askedAtMs,
        charity: isLastOfCharity ? charity : '',
      });
  });
}

/** AppError `destruction-unproved`: another server has not proved yet that its ring holds the keys no more. */
export async function requireProofs(store: Store, campaign: string): Promise<void> {
  const owing = await store.read(async ({ keyDestructions }) =>
    (await keyDestructions.owed()).filter((one) => one.campaign === campaign).map(({ server }) => server),
  );
  if (owing.length === 0) return;
  throw new AppError({
    code: 'destruction-unproved',
    kind: 'unavailable',
    message: `Destruction faite ici ; reste à prouver celle des clés sur : ${owing.join(', ')}. L’attestation attend cette preuve.`,
    hint: 'Elle se signe seule dès que ce serveur tourne à nouveau. S’il ne reviendra jamais : plateau server lost, à deux personnes.',
  });
}

type ProofDeps = RingDeps & {
  readonly vault: Pick<Vault, 'inventory'>;
  readonly exchange: Pick<Exchange, 'signDetached'>;
  readonly store: Store;
  readonly clock: Clock;
};

/**
 * What other servers’ purges ask of this one: the keys destroyed on its ring, and the proof signed. A ring that still holds
 * something proves nothing, and is tried again. Twice finds nothing to do. Returns how many it proved.
 */
export async function proveDestructions(deps: ProofDeps): Promise<number> {
  const { store } = deps;
  if (store.engine === 'sqlite') return 0;
  const owed = await store.read(async ({ servers, keyDestructions }) => {
    const self = await servers.self();
    return self === undefined ? [] : await keyDestructions.owedBy(self);
  });
  let proved = 0;
  for (const task of owed) if (await proveOne(deps, task)) proved += 1;
  return proved;
}

async function proveOne(deps: ProofDeps, task: KeyDestruction): Promise<boolean> {
  const { server, campaign } = task;
  const charity =
    task.charity ||
    (await deps.store.read(async (rows) => (await rows.campaignHeads.byCode(campaign))?.charity ?? ''));
  const keys = { campaign, charity, isLastOfCharity: task.charity !== '' };
  const files = await destroyCampaignKeys(deps, keys);
  if ((await deps.vault.inventory(campaign)).length > 0) return false;
  const doneAtMs = deps.clock.nowMs();
  const statement = JSON.stringify({
    server,
    campaign,
    destroyedAt: new Date(doneAtMs).toISOString(),
    files,
  });
  const signature = await deps.exchange.signDetached(new TextEncoder().encode(statement));
  return await deps.store.write(async (rows) => {
    const now = (await rows.keyDestructions.ofCampaign(campaign)).find((one) => one.server === server);
    if (now?.doneAtMs !== null) return false;
    await rows.keyDestructions.prove(task, { doneAtMs, statement, signature });
    await trail(rows, { actor: 'system', atMs: doneAtMs })('key.destroyed-there', campaign, {
      campaign,
      detail: { server, files: files.length },
    });
    return true;
  });
}
