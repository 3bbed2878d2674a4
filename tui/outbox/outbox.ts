import type { CallOutcomeInput, OutcomeReceipt } from '../../shared/call-outcome.ts';
import type { Unsent } from '../../shared/desk.ts';
import { isAppError } from '../../shared/errors.ts';
import type { OutboxKeys, SealedOutcome } from '../../shared/sealed-outcome.ts';
import { FRENCH_OUTBOX } from './french-outbox.ts';
import { type OutboxFolder, openOutbox } from './outbox-folder.ts';
import { readKeys, type SealingKeys, sealOutcome } from './seal.ts';
import { meetServer, spaced } from './server-pin.ts';

export interface OutboxParts {
  /** Configuration folder of this workstation: `known-servers` and `outbox/` are in it. */
  readonly configFolder: string;
  readonly server: string;
  /** Account id of the session taken up; '' before a login. */
  readonly account: string;
  readonly keys: () => Promise<OutboxKeys>;
  readonly send: (kept: SealedOutcome) => Promise<OutcomeReceipt>;
}

/** The server has judged: sending the same again changes nothing. */
const JUDGED: ReadonlySet<string> = new Set([
  'lease-lost',
  'outcome-differs',
  'outcome-refused',
  'sealed-unreadable',
  'campaign-key-missing',
  'campaign-purged',
]);

export function isJudged(error: unknown): boolean {
  return isAppError(error) && (JUDGED.has(error.code) || error.kind === 'invalid');
}

/** Nothing is wrong with the outcome: its record waits for a backup, and others are called meanwhile. */
export function isWaiting(error: unknown): boolean {
  return isAppError(error) && error.code === 'record-damaged';
}

/**
 * Outcomes that the server does not have yet, of the person who is logged in. What touches the disk is sealed first; without
 * the server's keys nothing touches it, and the count says that they are in memory alone.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #listeners = new Set<(unsent: Unsent) => void>();
  /** Kept by this program; the disk may hold others, of one that was killed. */
  readonly #kept = new Map<string, 'disk' | 'memory'>();
  #account: string;
  #keys: SealingKeys | undefined;
  #folder: OutboxFolder | undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#account = parts.account;
  }

  onUnsent(listener: (unsent: Unsent) => void): () => void {
    this.#listeners.add(listener);
    if (this.#folder) listener(this.unsent());
    return () => void this.#listeners.delete(listener);
  }

  unsent(): Unsent {
    const onDisk = this.#folder?.callIds() ?? [];
    const inMemory = [...this.#kept].filter(
      ([callId, where]) => where === 'memory' && !onDisk.includes(callId),
    );
    return { count: onDisk.length + inMemory.length, isOnDisk: inMemory.length === 0 };
  }

  /**
   * A session is open: its keys are fetched and the server's checked. AppErrors `server-key-changed`, `server-key-unsure`: the
   * session must not go on. A server that does not answer now is asked again at the next card.
   */
  async meet(account: string): Promise<void> {
    if (account !== this.#account) this.#keys = undefined;
    this.#account = account;
    this.#folder = openOutbox(`${this.#parts.configFolder}/outbox`, { server: this.#parts.server, account });
    if (this.#keys) return;
    let given: OutboxKeys;
    try {
      given = await this.#parts.keys();
    } catch (error) {
      if (isAppError(error)) return this.#tell();
      throw error;
    }
    const keys = await readKeys(given);
    const { configFolder, server } = this.#parts;
    const meeting = meetServer(`${configFolder}/known-servers`, server, keys.fingerprint);
    this.#keys = keys;
    this.#tell(meeting === 'first' ? FRENCH_OUTBOX.firstMeeting(spaced(keys.fingerprint)) : undefined);
  }

  get account(): string {
    return this.#account;
  }

  /** A campaign that opened since: its key is asked for. Nothing waits for it. */
  async meetCampaign(campaign: string): Promise<void> {
    if (!this.#keys || this.#keys.byCampaign.has(campaign)) return;
    this.#keys = undefined;
    try {
      await this.meet(this.#account);
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#tell(`${error.message} ${error.hint}`);
    }
  }

  /** Twice does nothing more. */
  async keep(campaign: string, outcome: CallOutcomeInput): Promise<void> {
    const { callId } = outcome;
    if (this.#kept.get(callId) === 'disk') return;
    this.#kept.set(callId, 'memory');
    const key = this.#keys?.byCampaign.get(campaign);
    if (key && this.#folder) {
      const content = { format: 'plateau-outcome-1', agent: this.#account, campaign, outcome } as const;
      const sealed = await sealOutcome(content, key);
      // Sent while it was being sealed.
      if (!this.#kept.has(callId)) return;
      if (this.#folder.keep({ campaign, callId }, sealed)) this.#kept.set(callId, 'disk');
    }
    this.#tell();
  }

  /** The server has it, or has judged it. */
  forget(callId: string, said?: string): void {
    const wasKept = this.#kept.delete(callId);
    if (wasKept || said !== undefined) this.#folder?.remove(callId);
    if (wasKept || said !== undefined) this.#tell(said);
  }

  /** The screen that made it goes on to another card: it is sent with what a former program left. Memory alone keeps it. */
  leave(callId: string): void {
    if (this.#kept.get(callId) === 'disk') this.#kept.delete(callId);
  }

  /**
   * Sends what a former program of this person left here, before a card is asked: the record it is about may be the next one.
   * Throws what keeps it from being sent now; one whose record waits for a backup stays, and keeps no card back.
   */
  async sendLeft(): Promise<void> {
    for (const kept of this.#folder?.list() ?? []) {
      // One of this program: the screen that made it sends it.
      if (this.#kept.has(kept.callId)) continue;
      try {
        const receipt = await this.#parts.send(kept);
        this.forget(kept.callId, FRENCH_OUTBOX.sent(receipt.summary));
      } catch (error) {
        if (isWaiting(error)) continue;
        if (!isAppError(error) || !isJudged(error)) throw error;
        this.forget(kept.callId, FRENCH_OUTBOX.refused(error.message));
      }
    }
  }

  #tell(said?: string): void {
    const unsent = { ...this.unsent(), ...(said === undefined ? {} : { said }) };
    for (const listener of this.#listeners) listener(unsent);
  }
}
