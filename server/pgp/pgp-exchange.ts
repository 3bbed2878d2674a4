import { createMessage, type Key, sign } from 'openpgp';
import type { Exchange, OpenedFile } from '../ports/exchange.ts';
import { openCharityFile } from './charity-file.ts';
import {
  fingerprintOf,
  parseCharityKey,
  requireUsable,
  SEND_PROFILE,
  sealTo,
  tryEncryption,
} from './charity-key.ts';
import { keyRefused } from './exchange-errors.ts';
import type { ExchangeKeys } from './exchange-keys.ts';

class PgpExchange implements Exchange {
  readonly #keys: ExchangeKeys;

  constructor(keys: ExchangeKeys) {
    this.#keys = keys;
  }

  async openFromCharity(bytes: Uint8Array, campaign: string, charity: string): Promise<OpenedFile> {
    const charityKey = await this.#requireKey(charity);
    return this.#keys.withCampaignKey(campaign, (key) => openCharityFile(bytes, key, charityKey));
  }

  async sealForCharity(bytes: Uint8Array, charity: string): Promise<Uint8Array> {
    const key = await this.#requireKey(charity);
    await requireUsable(key);
    return this.#keys.withHouseKey((house) => sealTo(key, bytes, house));
  }

  async signDetached(bytes: Uint8Array): Promise<string> {
    return this.#keys.withHouseKey(async (house) =>
      sign({
        message: await createMessage({ binary: bytes }),
        signingKeys: house,
        detached: true,
        format: 'armored',
        config: SEND_PROFILE,
      }),
    );
  }

  /** A renewed copy of the registered key (later expiry, new subkeys, revocation) is merged into it. */
  async addCharityKey(charity: string, armoured: string, replace: boolean): Promise<string> {
    const given = await parseCharityKey(armoured);
    const known = await this.#key(charity);
    const same = known !== undefined && fingerprintOf(known) === fingerprintOf(given);
    if (known && !same && !replace) throw keyRefused('charity-key-different');
    const key: Key = same ? await known.update(given) : given;
    await requireUsable(key);
    await tryEncryption(key);
    const text = key.armor();
    if (!known || text !== known.armor()) await this.#keys.saveCharityPublicKey(charity, text);
    return fingerprintOf(key);
  }

  async charityFingerprint(charity: string): Promise<string | undefined> {
    const key = await this.#key(charity);
    return key && fingerprintOf(key);
  }

  async housePublicKey(): Promise<string> {
    return this.#keys.housePublicKey();
  }

  async #key(charity: string): Promise<Key | undefined> {
    const armoured = await this.#keys.charityPublicKey(charity);
    return armoured === undefined ? undefined : parseCharityKey(armoured);
  }

  async #requireKey(charity: string): Promise<Key> {
    const key = await this.#key(charity);
    if (!key) throw keyRefused('charity-key-missing');
    return key;
  }
}

/** The OpenPGP exchange over keys that the vault lends (`openExchange(vault)` in context). */
export function openExchange(keys: ExchangeKeys): Exchange {
  return new PgpExchange(keys);
}
