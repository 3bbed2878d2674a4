import { AppError, isAppError } from '../../../shared/errors.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { RingPlace } from '../../ports/keys/ring-sharing.ts';
import type { RingKey } from '../../ports/rows/ring-sharing.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { blindPlace, dueKeys } from './ring-places.ts';

type RingVault = Pick<Vault, 'campaignPublicKey' | 'blind'>;

interface MakingDeps {
  readonly store: Store;
  readonly vault: RingVault &
    Pick<Vault, 'createCampaign' | 'inventory' | 'destroyCampaign' | 'destroyCharity'>;
}

interface MadeKeys {
  readonly fingerprint: string;
  /** In the transaction that saves what the keys are of: from then on they are the only ones of their place. */
  claim(rows: StoreWriter, atMs: number): Promise<void>;
}

/** What tells the keys of a place from any others, and says nothing of them. */
export async function ringMarks(
  vault: RingVault,
  { place, charity }: RingPlace,
): Promise<readonly RingKey[]> {
  return [
    { place, mark: sha256(await vault.campaignPublicKey(place)) },
    { place: blindPlace(charity), mark: await vault.blind(charity, 'donor', 'ring mark') },
  ];
}

async function hasBlind(vault: RingVault, charity: string): Promise<boolean> {
  try {
    await vault.blind(charity, 'donor', '');
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'blind-key-missing') return false;
    throw error;
  }
}

/** What other rings hold already: a second key of the same would close what either seals to the other. */
async function madeElsewhere(rows: StoreReader, { place, charity }: RingPlace) {
  const due = await dueKeys(rows);
  return {
    key: due.some((one) => one.place === place),
    blind: due.some((one) => one.charity === charity),
  };
}

/** AppError `key-elsewhere`: what this ring lacks was made on another, and comes from there. Answers what it holds already. */
async function requireMaker({ store, vault }: MakingDeps, keys: RingPlace) {
  const elsewhere = await store.read((rows) => madeElsewhere(rows, keys));
  const here = {
    key: (await vault.inventory(keys.place)).length > 0,
    blind: await hasBlind(vault, keys.charity),
  };
  if ((here.key || !elsewhere.key) && (here.blind || !elsewhere.blind)) return here;
  throw new AppError({
    code: 'key-elsewhere',
    kind: 'conflict',
    message: `Le trousseau de ce serveur n’a pas encore les clés de ${here.blind ? keys.place : keys.charity}, faites sur un autre serveur.`,
    hint: 'Elles arrivent d’elles-mêmes en moins d’une minute, quand l’autre serveur est en marche (plateau server list) : recommencez.',
  });
}

async function claimKeys(
  rows: StoreWriter,
  { place, charity }: RingPlace,
  { marks, atMs }: { readonly marks: readonly RingKey[]; readonly atMs: number },
): Promise<void> {
  const isFirst = !(await dueKeys(rows)).some((one) => one.charity === charity);
  // What its former key left of itself: that one ended with the charity's last campaign.
  if (isFirst) await rows.ringSharing.forget(blindPlace(charity));
  for (const key of marks)
    if ((await rows.ringSharing.claim(key, atMs)) !== key.mark)
      throw new AppError({
        code: 'key-made-twice',
        kind: 'conflict',
        message: `Un autre serveur vient de faire la clé de ${place}, ou de son association : rien n’a été enregistré.`,
        hint: 'Recommencez dans une minute : la sienne sera arrivée ici.',
      });
}

/**
 * Makes the keys of a place on this ring and hands them to `save`, which claims them. In a house of several servers keys are made
 * on one ring alone: AppErrors `key-elsewhere`, `key-made-twice` (what was made here for nothing is destroyed). Twice: the second
 * call finds them made.
 */
export async function withKeysMade<T>(
  deps: MakingDeps,
  keys: RingPlace,
  save: (made: MadeKeys) => Promise<T>,
): Promise<T> {
  const { store, vault } = deps;
  const create = () => vault.createCampaign(keys.place, keys.charity);
  if (store.engine === 'sqlite') return await save({ fingerprint: await create(), claim: async () => {} });
  const before = await requireMaker(deps, keys);
  const fingerprint = await create();
  const marks = await ringMarks(vault, keys);
  try {
    return await save({ fingerprint, claim: (rows, atMs) => claimKeys(rows, keys, { marks, atMs }) });
  } catch (error) {
    if (isAppError(error) && error.code === 'key-made-twice') {
      if (!before.key) await vault.destroyCampaign(keys.place);
      if (!before.blind) await vault.destroyCharity(keys.charity);
    }
    throw error;
  }
}
