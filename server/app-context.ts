import type { SecondFactor } from './domain/access/second-factor.ts';
import type { CallingRules } from './domain/calling-rules/calling-rules.ts';
import type { Installation } from './domain/house/installation.ts';
import type { ClosingTime } from './live/closing-time.ts';
import type { CrmTurns } from './live/crm-turns.ts';
import type { FilePieces } from './live/file-pieces.ts';
import type { JobRuns } from './live/job-runs.ts';
import type { LineGuard } from './live/line-guard.ts';
import type { LineWatch } from './live/line-watch.ts';
import type { LiveEvents } from './live/live-events.ts';
import type { OneScreen } from './live/one-screen.ts';
import type { SeatLines } from './live/seat-lines.ts';
import type { Seats } from './live/seats.ts';
import type { Standing } from './live/standing.ts';
import type { WatchCalls } from './live/watch-calls.ts';
import type { Metrics } from './metrics.ts';
import type { Backups } from './ports/backup.ts';
import type { CampaignFolder } from './ports/campaign-folder.ts';
import type { Certificates } from './ports/certificates.ts';
import type { Charts } from './ports/charts.ts';
import type { Chance, Clock } from './ports/clock.ts';
import type { DiskSpace } from './ports/disk-space.ts';
import type { DocumentWriter } from './ports/document.ts';
import type { CharityDrop } from './ports/drop.ts';
import type { Exchange } from './ports/exchange.ts';
import type { KeptActs } from './ports/kept-acts.ts';
import type { KeptHead } from './ports/kept-head.ts';
import type { KeyCopies } from './ports/keys/key-copies.ts';
import type { KeyRotation } from './ports/keys/key-rotation.ts';
import type { PartyKeys } from './ports/keys/party-keys.ts';
import type { RingSharing } from './ports/keys/ring-sharing.ts';
import type { Log } from './ports/log.ts';
import type { Mailer } from './ports/mailer.ts';
import type { NumberDirectory } from './ports/number-directory.ts';
import type { Outgoing } from './ports/outgoing.ts';
import type { LoginThrottle, Passwords, RefusalTally } from './ports/passwords.ts';
import type { Calendar } from './ports/people/calendar.ts';
import type { Directory } from './ports/people/directory.ts';
import type { ProcedurePace } from './ports/procedure-pace.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Store } from './ports/store.ts';
import type { Telephony } from './ports/telephony.ts';
import type { TextSender } from './ports/text-sender.ts';
import type { Traces } from './ports/traces.ts';
import type { Vault } from './ports/vault.ts';
import type { WorkbookReader, WorkbookWriter } from './ports/workbook.ts';

/** Every edge behind its port. Steps take the slice they use; only `context.ts` builds one. */
export interface AppContext {
  readonly store: Store;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly exchange: Exchange;
  readonly drop: CharityDrop;
  readonly mailer: Mailer;
  readonly textSender: TextSender;
  readonly numberDirectory: NumberDirectory;
  readonly telephony: Telephony;
  readonly lineWatch: LineWatch;
  readonly workbooks: { readonly reader: WorkbookReader; readonly writer: WorkbookWriter };
  readonly documents: DocumentWriter;
  readonly charts: Charts;
  readonly outgoing: Outgoing;
  readonly directory: Directory;
  readonly calendar: Calendar;
  /** Where the pages of the web door are, and who writes from there; undefined without one. */
  readonly webAddress: { readonly url: string; readonly from: string } | undefined;
  readonly pieces: FilePieces;
  readonly passwords: Passwords;
  readonly throttle: LoginThrottle;
  readonly refusals: RefusalTally;
  readonly secondFactor: SecondFactor;
  readonly pace: ProcedurePace;
  readonly campaignFolder: CampaignFolder;
  readonly rules: CallingRules;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly lines: LineGuard;
  readonly live: LiveEvents;
  readonly oneScreen: OneScreen;
  readonly seats: Seats;
  readonly seatLines: SeatLines;
  readonly closingTime: ClosingTime;
  readonly standing: Standing;
  /** Campaigns whose purge this process is at. */
  readonly purging: Set<string>;
  readonly metrics: Metrics;
  readonly jobRuns: JobRuns;
  readonly watchCalls: WatchCalls;
  readonly crm: CrmTurns;
  /** Of the disks of the data and of the backups. */
  readonly diskSpace: DiskSpace;
  /** Simulated time is said on every screen; the real one has `simulated: false`. */
  readonly clockSetting: { readonly simulated: boolean; readonly speed: number };
  /** An agent may copy a card’s number to their terminal’s clipboard. */
  readonly copiesNumber: boolean;
  /** `elsewhere` when the installation trains its agents by other means. */
  readonly training: { readonly elsewhere: boolean };
  /** The configuration as papers and evidence may tell it. */
  readonly installation: Installation;
  readonly backups: Backups;
  readonly keptHead: KeptHead;
  readonly keptActs: KeptActs;
  readonly keyCopies: KeyCopies;
  readonly keyRotation: KeyRotation;
  readonly ringSharing: RingSharing;
  readonly partyKeys: PartyKeys;
  readonly certificates: Certificates;
  readonly traces: Traces;
  /** Every place whose bytes the purge re-reads: data folder, key ring, database files. */
  readonly scanPlaces: () => readonly string[];
  /** Days that PostgreSQL's archives and backups are kept; undefined: nobody said, or there is no PostgreSQL. */
  readonly archiveDays: number | undefined;
  /** Name of this machine, for certificates. */
  readonly hostName: string;
}
