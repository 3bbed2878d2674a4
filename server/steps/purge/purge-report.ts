import type { DestructionFacts } from '../../domain/purge/destruction-certificate.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Certificates } from '../../ports/certificates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { KeptActs } from '../../ports/kept-acts.ts';
import type { KeptHead } from '../../ports/kept-head.ts';
import type { KeyCopies } from '../../ports/keys/key-copies.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { Traces } from '../../ports/traces.ts';
import type { Vault } from '../../ports/vault.ts';
import type { PlanDeps } from './plan-purge.ts';
import type { PurgeTurnDeps } from './purge-turn.ts';

export interface CertifyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly documents: DocumentWriter;
  readonly exchange: Pick<Exchange, 'signDetached'>;
  readonly certificates: Certificates;
  /** Name of this machine, as the certificate states it. */
  readonly hostName: string;
}

export interface PurgeRequest {
  readonly campaign: string;
  /** The campaign's code, typed by the operator: the confirmation. */
  readonly typedCode: string;
  readonly operator: AccountRow;
  /** Another person, who checks and signs. */
  readonly verifier: string;
  readonly forceReason?: string | undefined;
}

export interface PurgeReport {
  readonly certificateNumber: string;
  /** Absolute paths: PDF, JSON and their detached signatures. */
  readonly files: readonly string[];
  readonly findings: number;
  readonly facts: DestructionFacts;
}

export type PurgeDeps = PlanDeps &
  CertifyDeps &
  PurgeTurnDeps & {
    readonly vault: Pick<
      Vault,
      'inventory' | 'destroyCampaign' | 'destroyCharity' | 'openRecord' | 'openCall' | 'openPledge'
    >;
    readonly traces: Traces;
    readonly backups: Backups;
    readonly keptHead: KeptHead;
    readonly keptActs: Pick<KeptActs, 'forget'>;
    readonly keyCopies: KeyCopies;
    /** Folders and files whose every byte is re-read. */
    readonly scanPlaces: () => readonly string[];
  };
