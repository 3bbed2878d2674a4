import { strict as assert } from 'node:assert';
import { type KeyObject, randomBytes } from 'node:crypto';
import type { PrivateKey } from 'openpgp';
import { isAppError } from '../../shared/errors.ts';
import type { WrittenContents, WrittenKind } from '../domain/conversations/written-contents.ts';
import type { CallContent, RecordContent } from '../domain/donor.ts';
import type { PledgeContent } from '../domain/line/stored-pledge.ts';
import type { ParticipantContent } from '../domain/people/people-fields.ts';
import type { WordsCipher } from '../ports/typed-words.ts';
import type {
  BlindPurpose,
  KeyDestruction,
  ParticipantToSeal,
  RecordToSeal,
  SealedBytes,
  SealPlace,
  ValueToBlind,
  Vault,
  WrittenToSeal,
} from '../ports/vault.ts';
import { blindIndex, blindKeys } from './blind-index.ts';
import {
  campaignInventory,
  createCampaignKeys,
  destroyCampaignKeys,
  destroyCharityKey,
  loadSessionKeys,
  readCampaignFile,
  SESSION_KEY_BYTES,
  unlockCampaignKey,
  withCampaignSecret,
} from './campaign-keys.ts';
import { HeldKeys } from './held-keys.ts';
import { type AskPassphrase, clearHouseKey, housePublicKey, type KeyRingSetting } from './house-key.ts';
import {
  createKeyFile,
  type KeyPaths,
  keyPaths,
  readKeyFile,
  readKeyText,
  replaceKeyFile,
} from './key-files.ts';
import { fingerprintOf, forgetKey, lockBytes, unlockBytes, withClearKey } from './key-locks.ts';
import { blindKeyMissing, keyFileDamaged, keyRingMissing } from './key-ring-errors.ts';
import { partnerKeys } from './partner-keys.ts';
import { finishPassphraseChange } from './passphrase-journal.ts';
import { openPacket, sealPacket } from './sealed-packet.ts';
import { openSecretsFile } from './secrets-file.ts';
import { houseWordsKey, publicText, wordsCipher, wordsKeyFrom } from './words-cipher.ts';

/**
 * The vault over a folder of key files, the one place that unlocks keys; it also hands them, for one piece of work, to the
 * exchange with the charity (`withCampaignKey`, `withHouseKey`), joined in context.
 */
export class KeyRingVault implements Vault {
  readonly #keysDir: string;
  readonly #paths: KeyPaths;
  readonly #passphrase: AskPassphrase;
  readonly #keys = new HeldKeys();
  /** Held while the process lives: words are opened within a transaction, where nothing is awaited. */
  readonly #wordsKeys = new Map<string, KeyObject>();
  /** Opens the words of campaigns whose key `holdWordsKey` took. */
  readonly words: WordsCipher = wordsCipher(
    (campaign) => this.#wordsKeys.get(campaign) ?? this.#sendFor(campaign),
  );

  get paths(): KeyPaths {
    return this.#paths;
  }

  constructor({ keysDir, passphrase }: KeyRingSetting) {
    this.#keysDir = keysDir;
    this.#paths = keyPaths(keysDir);
    this.#passphrase = passphrase;
  }

  async createCampaign(campaign: string, charity: string): Promise<string> {
    const passphrase = await this.#checkedPassphrase();
    const { blind } = this.#paths.charity(charity);
    if (!(await readKeyFile(blind))) {
      await createKeyFile(blind, await lockBytes(randomBytes(32), passphrase));
    }
    return createCampaignKeys(this.#paths, campaign, passphrase);
  }

  async campaignPublicKey(campaign: string): Promise<string> {
    return Buffer.from(await readCampaignFile(this.#paths, campaign, 'public')).toString('utf8');
  }

  readonly sessionPacket = (campaign: string) => readCampaignFile(this.#paths, campaign, 'session');

  readonly sealRecord = (place: SealPlace, content: RecordContent) => this.#seal('record', place, content);

  readonly sealRecords = (all: readonly RecordToSeal[]) => this.#sealMany('record', all);

  async #sealMany(
    kind: SealPlace['kind'],
    all: readonly { readonly place: SealPlace; readonly content: unknown }[],
  ): Promise<readonly SealedBytes[]> {
    const [first] = all;
    if (!first) return [];
    const { campaign } = first.place;
    assert(all.every(({ place }) => place.kind === kind && place.campaign === campaign));
    return this.#sealing(campaign, (key) =>
      Promise.all(all.map(({ place, content }) => sealPacket(key, place, content))),
    );
  }

  readonly openRecord = async (place: SealPlace, sealed: SealedBytes) =>
    (await this.#open('record', place, sealed)) as RecordContent;

  readonly sealCall = (place: SealPlace, content: CallContent) => this.#seal('call', place, content);

  readonly openCall = async (place: SealPlace, sealed: SealedBytes) =>
    (await this.#open('call', place, sealed)) as CallContent;

  readonly sealParticipants = (all: readonly ParticipantToSeal[]) => this.#sealMany('participant', all);

  readonly openParticipant = async (place: SealPlace, sealed: SealedBytes) =>
    (await this.#open('participant', place, sealed)) as ParticipantContent;

  readonly sealPledge = (place: SealPlace, content: PledgeContent) => this.#seal('pledge', place, content);

  readonly openPledge = async (place: SealPlace, sealed: SealedBytes) =>
    (await this.#open('pledge', place, sealed)) as PledgeContent;

  readonly sealWritten: Vault['sealWritten'] = (all) => this.#sealMany(all[0]?.place.kind ?? 'message', all);

  readonly openWritten = async <Kind extends WrittenKind>(
    place: WrittenToSeal<Kind>['place'],
    sealed: SealedBytes,
  ) => (await this.#open(place.kind, place, sealed)) as WrittenContents[Kind];

  readonly sealDocument = (place: SealPlace, part: Uint8Array) =>
    this.#seal('document', place, Buffer.from(part).toString('base64'));

  async openDocument(place: SealPlace, sealed: SealedBytes): Promise<Uint8Array> {
    return Buffer.from((await this.#open('document', place, sealed)) as string, 'base64');
  }

  async blind(charity: string, purpose: BlindPurpose, value: string): Promise<string> {
    const [index = ''] = await this.blindAll(charity, [{ purpose, value }]);
    return index;
  }

  /** AppError `blind-key-missing` for a charity without campaign, or whose last one was purged. */
  async blindAll(charity: string, values: readonly ValueToBlind[]): Promise<readonly string[]> {
    const { blind } = this.#paths.charity(charity);
    const load = async () => {
      const locked = await readKeyFile(blind);
      if (!locked) throw blindKeyMissing(charity);
      return blindKeys(await this.#openLocked(blind, locked));
    };
    return this.#keys.use(blind, load, (keys) =>
      values.map(({ purpose, value }) => blindIndex(keys, purpose, value)),
    );
  }

  async holdWordsKey(campaign: string): Promise<string> {
    const key =
      campaign === ''
        ? await this.#houseWordsKey()
        : await withCampaignSecret(this.#paths, { campaign, openLocked: this.#openLocked }, (secret) =>
            wordsKeyFrom(secret, campaign),
          );
    this.#wordsKeys.set(campaign, key);
    return publicText(key);
  }

  #houseWordsKey(): Promise<KeyObject> {
    return houseWordsKey(openSecretsFile({ keysDir: this.#keysDir, passphrase: this.#passphrase }));
  }

  /** A campaign that another process loaded since: its words open from the next reading on. */
  #sendFor(campaign: string): undefined {
    void this.holdWordsKey(campaign).catch((error: unknown) => {
      // Destroyed or shut: whoever reads the words is told so in their place.
      if (!isAppError(error)) throw error;
    });
  }

  async destroyCampaign(campaign: string): Promise<KeyDestruction> {
    const { passphrase } = this.#paths.campaign(campaign);
    this.#keys.forget(passphrase);
    this.#wordsKeys.delete(campaign);
    const destruction = await destroyCampaignKeys(this.#paths, this.#keysDir, campaign);
    this.#keys.forget(passphrase);
    this.#wordsKeys.delete(campaign);
    return destruction;
  }

  /** The charity's public key stays: it is no secret and verifies its files. `fingerprint` is empty: the key has none. */
  async destroyCharity(charity: string): Promise<KeyDestruction> {
    const { blind } = this.#paths.charity(charity);
    this.#keys.forget(blind);
    const destruction = await destroyCharityKey(this.#paths, charity);
    this.#keys.forget(blind);
    return destruction;
  }

  /** Empty once the campaign's keys are destroyed. */
  readonly inventory = (campaign: string) => campaignInventory(this.#paths, campaign);

  /** Opens the house key and forgets it. AppErrors `key-ring-missing`, `passphrase-wrong`. */
  async checkPassphrase(): Promise<void> {
    await this.#checkedPassphrase();
  }

  /** Hands the campaign's private key, unlocked, to `work`, then zeroes it. AppError `campaign-key-missing`. */
  async withCampaignKey<T>(campaign: string, work: (key: PrivateKey) => Promise<T>): Promise<T> {
    const key = await unlockCampaignKey(this.#paths, campaign, this.#openLocked);
    return work(key).finally(() => forgetKey(key));
  }

  /** Hands the house's private key, unlocked, to `work`, then zeroes that copy. Its file is unlocked once as it stands. */
  withHouseKey<T>(work: (key: PrivateKey) => Promise<T>): Promise<T> {
    const load = async () => clearHouseKey(this.#paths, await this.#passphrase());
    return this.#keys.use(this.#paths.housePrivate, load, (bytes) => withClearKey(bytes, work));
  }

  readonly housePublicKey = (): Promise<string> => housePublicKey(this.#paths);

  /** Upper-case fingerprint of the house key, for the certificate. */
  async houseFingerprint(): Promise<string> {
    return fingerprintOf(await this.housePublicKey());
  }

  async charityPublicKey(charity: string): Promise<string | undefined> {
    return readKeyText(this.#paths.charity(charity).public);
  }

  async saveCharityPublicKey(charity: string, armoured: string): Promise<void> {
    return replaceKeyFile(this.#paths.charity(charity).public, armoured);
  }

  readonly supplierPublicKey = (supplier: string) => readKeyText(this.#paths.supplier(supplier));

  async saveSupplierPublicKey(supplier: string, armoured: string): Promise<void> {
    return replaceKeyFile(this.#paths.supplier(supplier), armoured);
  }

  async partnerPublicKeys(): Promise<readonly string[]> {
    return (await partnerKeys(this.#paths)).map(({ armoured }) => armoured);
  }

  readonly officerPublicKey = () => readKeyText(this.#paths.officer);

  async saveOfficerPublicKey(armoured: string): Promise<void> {
    return replaceKeyFile(this.#paths.officer, armoured);
  }

  /** Zeroes every unlocked key; they are unlocked again at need. */
  close(): void {
    this.#wordsKeys.clear();
    this.#keys.forgetAll();
  }

  /** Hands the session keys to `work`, the one in use first, then the retired ones. */
  async withSessionKeys<T>(campaign: string, work: (keys: Uint8Array) => T | Promise<T>): Promise<T> {
    const load = () => loadSessionKeys(this.#paths, campaign, this.#openLocked);
    return this.#keys.use(this.#paths.campaign(campaign).passphrase, load, work);
  }

  async #seal(kind: SealPlace['kind'], place: SealPlace, content: unknown): Promise<SealedBytes> {
    assert(place.kind === kind);
    return this.#sealing(place.campaign, (key) => sealPacket(key, place, content));
  }

  async #open(kind: SealPlace['kind'], place: SealPlace, sealed: SealedBytes): Promise<unknown> {
    assert(place.kind === kind);
    return this.withSessionKeys(place.campaign, (keys) => openPacket(keys, place, sealed));
  }

  async #sealing<T>(campaign: string, work: (key: Uint8Array) => Promise<T>): Promise<T> {
    return this.withSessionKeys(campaign, (keys) => work(keys.subarray(0, SESSION_KEY_BYTES)));
  }

  async #checkedPassphrase(): Promise<string> {
    const passphrase = await this.#passphrase();
    (await clearHouseKey(this.#paths, passphrase)).fill(0);
    return passphrase;
  }

  /** A wrong passphrase and a damaged file look alike to OpenPGP: the house key tells them apart. */
  readonly #openLocked = async (file: string, locked: Uint8Array): Promise<Uint8Array> => {
    try {
      return await unlockBytes(locked, await this.#passphrase());
    } catch (error) {
      await this.#checkedPassphrase();
      throw keyFileDamaged(file.slice(this.#keysDir.length + 1), error);
    }
  };
}

/** Opens an existing key ring; nothing is unlocked before it is needed. AppError `key-ring-missing`. */
export async function openVault(setting: KeyRingSetting): Promise<KeyRingVault> {
  await finishPassphraseChange(setting.keysDir);
  if (!(await readKeyFile(keyPaths(setting.keysDir).housePrivate))) throw keyRingMissing();
  return new KeyRingVault(setting);
}
