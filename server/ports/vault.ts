import type { WrittenContents, WrittenKind } from '../domain/conversations/written-contents.ts';
import type { CallContent, RecordContent } from '../domain/donor.ts';
import type { PledgeContent } from '../domain/line/stored-pledge.ts';
import type { ParticipantContent } from '../domain/people/people-fields.ts';

/**
 * Where a sealed value belongs. It stands inside the sealed text and is checked at opening: a packet moved to another
 * row is refused.
 */
export interface SealPlace {
  readonly campaign: string;
  readonly kind: 'record' | 'call' | 'participant' | 'pledge' | 'document' | WrittenKind;
  /** Record id, callId, participant id, the pledge's, that of a document's version, or of what was written. */
  readonly id: string;
  /** Of the seal; of a document, the rank of the part. */
  readonly version: number;
}

/**
 * A bare OpenPGP SEIPD packet under the campaign's session key: the key packet before it makes a message that plain gpg
 * opens.
 */
export type SealedBytes = Uint8Array & { readonly sealed?: never };

/** One purpose each: keys of different purposes never give equal indexes. */
export type BlindPurpose = 'donor' | 'phone' | 'email' | 'crm';

export interface ValueToBlind {
  readonly purpose: BlindPurpose;
  readonly value: string;
}

/** Those of one call belong to one campaign. */
export interface RecordToSeal {
  readonly place: SealPlace;
  readonly content: RecordContent;
}

export interface ParticipantToSeal {
  readonly place: SealPlace;
  readonly content: ParticipantContent;
}

export interface WrittenToSeal<Kind extends WrittenKind> {
  readonly place: SealPlace & { readonly kind: Kind };
  readonly content: WrittenContents[Kind];
}

export interface KeyDestruction {
  readonly fingerprint: string;
  /** File names relative to the key ring, each overwritten in place, fsynced, unlinked. */
  readonly files: readonly string[];
  readonly method: string;
}

/**
 * Holds keys; nobody else sees one. Every method throws AppError `campaign-key-missing` for a campaign whose key
 * was destroyed or never made. Keys are unlocked lazily and kept in zeroable buffers; another process destroying a
 * key file is noticed at the next call.
 */
export interface Vault {
  /**
   * Makes the campaign's key pair, its locked passphrase and its session key; a second call is a no-op. Returns the
   * fingerprint.
   */
  createCampaign(campaign: string, charity: string): Promise<string>;
  /** Armoured public key that the charity encrypts contact files to. */
  campaignPublicKey(campaign: string): Promise<string>;
  /** PKESK of the session key: `pkesk ‖ sealed` is a standard message for `gpg --decrypt`. */
  sessionPacket(campaign: string): Promise<Uint8Array>;
  sealRecord(place: SealPlace, content: RecordContent): Promise<SealedBytes>;
  /** Many at once, with one look at the key: a destruction is noticed between two calls, not within one. In the order given. */
  sealRecords(records: readonly RecordToSeal[]): Promise<readonly SealedBytes[]>;
  openRecord(place: SealPlace, sealed: SealedBytes): Promise<RecordContent>;
  sealCall(place: SealPlace, content: CallContent): Promise<SealedBytes>;
  openCall(place: SealPlace, sealed: SealedBytes): Promise<CallContent>;
  /** Of a people base: `place.campaign` is its key place (domain/people/people-place.ts). In the order given. */
  sealParticipants(all: readonly ParticipantToSeal[]): Promise<readonly SealedBytes[]>;
  openParticipant(place: SealPlace, sealed: SealedBytes): Promise<ParticipantContent>;
  /** What people of a base write to each other, under its keys; those of one call are of one kind. In the order given. */
  sealWritten<Kind extends WrittenKind>(all: readonly WrittenToSeal<Kind>[]): Promise<readonly SealedBytes[]>;
  openWritten<Kind extends WrittenKind>(
    place: WrittenToSeal<Kind>['place'],
    sealed: SealedBytes,
  ): Promise<WrittenContents[Kind]>;
  sealPledge(place: SealPlace, content: PledgeContent): Promise<SealedBytes>;
  openPledge(place: SealPlace, sealed: SealedBytes): Promise<PledgeContent>;
  /** A part of a file, of a library: under the keys of the charity's people. */
  sealDocument(place: SealPlace, part: Uint8Array): Promise<SealedBytes>;
  openDocument(place: SealPlace, sealed: SealedBytes): Promise<Uint8Array>;
  /** 32 hex characters: truncated HMAC-SHA-256 under a key of the charity, so that an objection reaches its other campaigns. */
  blind(charity: string, purpose: BlindPurpose, value: string): Promise<string>;
  /** Many at once, with one look at the key; in the order given. */
  blindAll(charity: string, values: readonly ValueToBlind[]): Promise<readonly string[]>;
  /**
   * Takes the key of the words typed in that campaign ('' for the house) into memory, until it is destroyed, and answers the
   * public one that seals them. Always the same one. AppError `campaign-key-missing`.
   */
  holdWordsKey(campaign: string): Promise<string>;
  /** Destroys every key file of the campaign; already destroyed: returns the empty list of files. */
  destroyCampaign(campaign: string): Promise<KeyDestruction>;
  /** Destroys the charity's blind-index key; call it when its last campaign is purged. */
  destroyCharity(charity: string): Promise<KeyDestruction>;
  /** What a purge plan lists: key files with their sizes. */
  inventory(campaign: string): Promise<readonly { readonly file: string; readonly bytes: number }[]>;
}
