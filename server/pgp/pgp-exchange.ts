import { createMessage, type Key, readSignature, sign, verify } from 'openpgp';
import type { Exchange, OpenedFile } from '../ports/exchange.ts';
import { openCharityFile, type Signers } from './charity-file.ts';
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
import { asOfficer, asSupplier } from './supplier-errors.ts';
import { openWorkstationOutcome } from './workstation-outcome.ts';

/** Public keys of one sort of party, by code. */
interface PublicKeys {
  read(code: string): Promise<string | undefined>;
  save(code: string, armoured: string): Promise<void>;
}

async function keyOf(ring: PublicKeys, code: string): Promise<Key | undefined> {
  const armoured = await ring.read(code);
  return armoured === undefined ? undefined : parseCharityKey(armoured);
}

/** One per open campaign. */
const MAX_VOUCHED = 100;

class PgpExchange implements Exchange {
  readonly #keys: ExchangeKeys;
  readonly #charities: PublicKeys;
  readonly #suppliers: PublicKeys;
  readonly #vouched = new Map<string, Promise<string>>();

  constructor(keys: ExchangeKeys) {
    this.#keys = keys;
    this.#charities = {
      read: (code) => keys.charityPublicKey(code),
      save: (code, armoured) => keys.saveCharityPublicKey(code, armoured),
    };
    this.#suppliers = {
      read: (code) => keys.supplierPublicKey(code),
      save: (code, armoured) => keys.saveSupplierPublicKey(code, armoured),
    };
  }

  async openFromCharity(bytes: Uint8Array, campaign: string, charity: string): Promise<OpenedFile> {
    const charityKey = await this.#requireKey(this.#charities, charity);
    return this.#keys.withCampaignKey(campaign, (key) =>
      openCharityFile(bytes, key, this.#signers(charityKey)),
    );
  }

  async sealForCharity(bytes: Uint8Array, charity: string): Promise<Uint8Array> {
    const key = await this.#requireKey(this.#charities, charity);
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

  async isSignedByHouse(bytes: Uint8Array, signature: string): Promise<boolean> {
    const house = await parseCharityKey(await this.#keys.housePublicKey());
    try {
      const { signatures } = await verify({
        message: await createMessage({ binary: bytes }),
        signature: await readSignature({ armoredSignature: signature }),
        verificationKeys: house,
      });
      const [first] = signatures;
      return first !== undefined && signatures.length === 1 && (await first.verified);
    } catch {
      // Unreadable, or by another key: in both cases not ours.
      return false;
    }
  }

  async sealForKey(bytes: Uint8Array, armoured: string) {
    const key = await parseCharityKey(armoured);
    await requireUsable(key);
    const sealed = await this.#keys.withHouseKey((house) => sealTo(key, bytes, house));
    return { sealed, fingerprint: fingerprintOf(key) };
  }

  vouchFor(text: string): Promise<string> {
    const known = this.#vouched.get(text);
    if (known) return known;
    const made = this.signDetached(Buffer.from(text, 'utf8'));
    if (this.#vouched.size >= MAX_VOUCHED) this.#vouched.clear();
    this.#vouched.set(text, made);
    made.catch(() => this.#vouched.delete(text));
    return made;
  }

  async addCharityKey(charity: string, armoured: string, replace: boolean): Promise<string> {
    return this.#register(this.#charities, charity, { armoured, replace });
  }

  async addSupplierKey(supplier: string, armoured: string, replace: boolean): Promise<string> {
    return asSupplier(this.#register(this.#suppliers, supplier, { armoured, replace }));
  }

  async addOfficerKey(armoured: string, replace: boolean): Promise<string> {
    const ring = {
      read: () => this.#keys.officerPublicKey(),
      save: (_: string, text: string) => this.#keys.saveOfficerPublicKey(text),
    };
    return asOfficer(this.#register(ring, '', { armoured, replace }));
  }

  async sealForSupplier(bytes: Uint8Array, supplier: string) {
    return asSupplier(
      (async () => {
        const key = await this.#requireKey(this.#suppliers, supplier);
        await requireUsable(key);
        const sealed = await this.#keys.withHouseKey((house) => sealTo(key, bytes, house));
        return { sealed, fingerprint: fingerprintOf(key) };
      })(),
    );
  }

  async openFromSupplier(bytes: Uint8Array, campaign: string, supplier: string): Promise<OpenedFile> {
    return asSupplier(
      (async () => {
        const supplierKey = await this.#requireKey(this.#suppliers, supplier);
        return this.#keys.withCampaignKey(campaign, (key) =>
          openCharityFile(bytes, key, this.#signers(supplierKey)),
        );
      })(),
    );
  }

  async openFromWorkstation(bytes: Uint8Array, campaign: string): Promise<Uint8Array> {
    return this.#keys.withCampaignKey(campaign, (key) => openWorkstationOutcome(bytes, key));
  }

  /** A renewed copy of the registered key (later expiry, new subkeys, revocation) is merged into it. */
  async #register(
    ring: PublicKeys,
    code: string,
    { armoured, replace }: { readonly armoured: string; readonly replace: boolean },
  ): Promise<string> {
    const given = await parseCharityKey(armoured);
    const known = await keyOf(ring, code);
    const same = known !== undefined && fingerprintOf(known) === fingerprintOf(given);
    if (known && !same && !replace) throw keyRefused('charity-key-different');
    const key: Key = same ? await known.update(given) : given;
    await requireUsable(key);
    await tryEncryption(key);
    const text = key.armor();
    if (!known || text !== known.armor()) await ring.save(code, text);
    return fingerprintOf(key);
  }

  async charityFingerprint(charity: string): Promise<string | undefined> {
    const key = await keyOf(this.#charities, charity);
    return key && fingerprintOf(key);
  }

  async supplierFingerprint(supplier: string): Promise<string | undefined> {
    const key = await keyOf(this.#suppliers, supplier);
    return key && fingerprintOf(key);
  }

  async officerFingerprint(): Promise<string | undefined> {
    const armoured = await this.#keys.officerPublicKey();
    return armoured === undefined ? undefined : fingerprintOf(await parseCharityKey(armoured));
  }

  async housePublicKey(): Promise<string> {
    return this.#keys.housePublicKey();
  }

  async houseFingerprint(): Promise<string> {
    return fingerprintOf(await parseCharityKey(await this.#keys.housePublicKey()));
  }

  #signers(charityKey: Key): Signers {
    const everybody = async () => [
      await this.#keys.housePublicKey(),
      ...(await this.#keys.partnerPublicKeys()),
    ];
    return { charityKey, everybody };
  }

  async #requireKey(ring: PublicKeys, code: string): Promise<Key> {
    const key = await keyOf(ring, code);
    if (!key) throw keyRefused('charity-key-missing');
    return key;
  }
}

/** The OpenPGP exchange over keys that the vault lends (`openExchange(vault)` in context). */
export function openExchange(keys: ExchangeKeys): Exchange {
  return new PgpExchange(keys);
}
