/** The one key of a place, whichever ring holds it. */
export interface RingKey {
  /** A campaign's code or the place of a charity's people, alone or with `#` and how many rotations; `blind:` and a charity's. */
  readonly place: string;
  /** The same for the same key, and of use to nobody without it. */
  readonly mark: string;
}

/** What one start of one server gives others to seal keys to it. */
export interface TransferOffer {
  readonly server: string;
  readonly epoch: number;
  /** Public X25519 key, base64. */
  readonly transferPoint: string;
  /** By whoever holds the house's ring. */
  readonly mark: string;
}

/** A server whose ring lacks a key asks for it; whoever holds it puts the packet there. */
export interface RingRequest {
  readonly server: string;
  readonly place: string;
  /** How many rotations the wanted key has seen. */
  readonly number: number;
  readonly askedAtMs: number;
  /** The transfer key that the packet is sealed to; '' as long as there is none. */
  readonly sealedTo: string;
  readonly packet: string;
}

/** The ring opens with that key; it seals with it; the key before is destroyed there. */
export type RingStage = 'held' | 'used' | 'ended';

/** That server's ring holds that key, by a proof that only a holder can make. */
export interface RingProof {
  readonly server: string;
  readonly place: string;
  readonly number: number;
  readonly stage: RingStage;
  readonly provedAtMs: number;
  readonly proof: string;
  /** Another server that found it right; null: none yet. */
  readonly checkedBy: string | null;
}

export interface RingSharingReader {
  keys(): Promise<readonly RingKey[]>;
  offers(): Promise<readonly TransferOffer[]>;
  /** Of all servers, by server and place. */
  requests(): Promise<readonly RingRequest[]>;
  /** Of all servers, by place and server. */
  proofs(): Promise<readonly RingProof[]>;
}

type OfServer = Pick<RingRequest, 'server' | 'place'>;

export interface RingSharingWriter extends RingSharingReader {
  /** The first mark stays; answers the one that stands. */
  claim(key: RingKey, atMs: number): Promise<string>;
  /** In the place of that server's former one. */
  offer(offer: TransferOffer): Promise<void>;
  /** Twice keeps the first; another number begins anew. */
  ask(request: Omit<RingRequest, 'sealedTo' | 'packet'>): Promise<void>;
  /** False when nobody asks any more. */
  answer(of: OfServer, packet: Pick<RingRequest, 'sealedTo' | 'packet'>): Promise<boolean>;
  /** The request goes, and its packet with it; none is a no-op. */
  dropRequest(of: OfServer): Promise<void>;
  /** In the place of the one before, unchecked. */
  prove(proof: Omit<RingProof, 'checkedBy'>): Promise<void>;
  /** As it was when it was looked at: a newer proof stays unchecked. */
  check(proof: Omit<RingProof, 'checkedBy' | 'provedAtMs'>, by: string): Promise<void>;
  /** What that server said of its ring is true no more. */
  withdraw(of: OfServer): Promise<void>;
  /** Everything about a place whose keys end. */
  forget(place: string): Promise<void>;
}
