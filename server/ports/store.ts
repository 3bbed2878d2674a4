import type { ErasedRemains } from '../domain/purge/postgres-remains.ts';
import type { Desk } from './desk.ts';
import type { AccountReader, AccountWriter } from './rows/accounts.ts';
import type { AgreementReader } from './rows/agreements.ts';
import type { AidsReader, AidsWriter } from './rows/aids.ts';
import type { ApprovalReader, ApprovalWriter } from './rows/approvals.ts';
import type { AttestationReader, AttestationWriter } from './rows/attestations.ts';
import type { AuditReader, AuditWriter } from './rows/audit.ts';
import type { BreachReader, BreachWriter } from './rows/breaches.ts';
import type { CallReader, CallWriter } from './rows/calls.ts';
import type { CampaignHeadReader } from './rows/campaign-heads.ts';
import type { CampaignReader, CampaignWriter } from './rows/campaigns.ts';
import type { CheckpointReader, CheckpointWriter } from './rows/checkpoints.ts';
import type { CheckReader, CheckWriter } from './rows/checks.ts';
import type { ClearFileReader, ClearFileWriter } from './rows/clear-files.ts';
import type { ConsentReader, ConsentWriter } from './rows/consents.ts';
import type { ContractReader, ContractWriter } from './rows/contracts.ts';
import type { CorrectionReader, CorrectionWriter } from './rows/corrections.ts';
import type { DamageReader, DamageWriter } from './rows/damages.ts';
import type { DecisionReader, DecisionWriter } from './rows/decisions.ts';
import type { DeliveryReader, DeliveryWriter } from './rows/deliveries.ts';
import type { DialReader, DialWriter } from './rows/dials.ts';
import type { DirectoryReaders, DirectoryWriters } from './rows/directory-rows.ts';
import type { EditionReader, EditionWriter } from './rows/editions.ts';
import type { EmailReader, EmailWriter } from './rows/emails.ts';
import type { EnrichmentReader, EnrichmentWriter } from './rows/enrichments.ts';
import type { FloorReader, FloorWriter } from './rows/floor.ts';
import type { FollowUpReader, FollowUpWriter } from './rows/follow-ups.ts';
import type { FrozenReader, FrozenWriter } from './rows/frozen.ts';
import type { IncidentReader, IncidentWriter } from './rows/incidents.ts';
import type { InsightReader } from './rows/insights.ts';
import type { InstructionReader, InstructionWriter } from './rows/instructions.ts';
import type { JobReader, JobWriter } from './rows/jobs.ts';
import type { KeptFileReader, KeptFileWriter } from './rows/kept-files.ts';
import type { KeyCopyReader, KeyCopyWriter } from './rows/key-copies.ts';
import type { KeyDestructionReader, KeyDestructionWriter } from './rows/key-destructions.ts';
import type { LineCallbackReader, LineCallbackWriter } from './rows/line-callbacks.ts';
import type { LineCallReader, LineCallWriter } from './rows/line-calls.ts';
import type { LineReader, LineWriter } from './rows/lines.ts';
import type { ListeningReader, ListeningWriter } from './rows/listening.ts';
import type { LoginFailureReader, LoginFailureWriter } from './rows/login-failures.ts';
import type { MandateReader, MandateWriter } from './rows/mandates.ts';
import type { MessageReader, MessageWriter } from './rows/messages.ts';
import type { ModuleReader, ModuleWriter } from './rows/modules.ts';
import type { NumberReader, NumberWriter } from './rows/numbers.ts';
import type { PartyKeyReader, PartyKeyWriter } from './rows/party-keys.ts';
import type { PersonReader, PersonWriter } from './rows/persons.ts';
import type { PlaceReader, PlaceWriter } from './rows/places.ts';
import type { PledgeReader, PledgeWriter } from './rows/pledges.ts';
import type { PostcodeReader, PostcodeWriter } from './rows/postcodes.ts';
import type { ProfileReader, ProfileWriter } from './rows/profiles.ts';
import type { PurgeReader, PurgeWriter } from './rows/purges.ts';
import type { RecordReader, RecordWriter } from './rows/records.ts';
import type { RingSharingReader, RingSharingWriter } from './rows/ring-sharing.ts';
import type { RotationReader, RotationWriter } from './rows/rotations.ts';
import type { ScriptLifeReader, ScriptLifeWriter } from './rows/script-lives.ts';
import type { SeatReader, SeatWriter } from './rows/seats.ts';
import type { ServerReader, ServerWriter } from './rows/servers.ts';
import type { ShiftReader, ShiftWriter } from './rows/shifts.ts';
import type { SlotReader, SlotWriter } from './rows/slots.ts';
import type { SteeringReader, SteeringWriter } from './rows/steering.ts';
import type { TownsReader, TownsWriter } from './rows/towns.ts';
import type { TrainingReader, TrainingWriter } from './rows/training.ts';
import type { UndoReader, UndoWriter } from './rows/undos.ts';
import type { WeekCommentReader, WeekCommentWriter } from './rows/week-comments.ts';
import type { WordsReader, WordsWriter } from './typed-words.ts';

/** Reading and writing are different types: a parameter's type says whether a function can change anything. */
export interface StoreReader extends DirectoryReaders {
  readonly accounts: AccountReader;
  readonly agreements: AgreementReader;
  readonly aids: AidsReader;
  readonly approvals: ApprovalReader;
  readonly attestations: AttestationReader;
  readonly audit: AuditReader;
  readonly breaches: BreachReader;
  readonly calls: CallReader;
  readonly campaignHeads: CampaignHeadReader;
  readonly campaigns: CampaignReader;
  readonly checkpoints: CheckpointReader;
  readonly checks: CheckReader;
  readonly clearFiles: ClearFileReader;
  readonly consents: ConsentReader;
  readonly contracts: ContractReader;
  readonly corrections: CorrectionReader;
  readonly damages: DamageReader;
  readonly decisions: DecisionReader;
  readonly weekComments: WeekCommentReader;
  readonly deliveries: DeliveryReader;
  readonly dials: DialReader;
  readonly editions: EditionReader;
  readonly emails: EmailReader;
  readonly enrichments: EnrichmentReader;
  readonly floor: FloorReader;
  readonly followUps: FollowUpReader;
  readonly frozen: FrozenReader;
  readonly incidents: IncidentReader;
  readonly insights: InsightReader;
  readonly instructions: InstructionReader;
  readonly jobs: JobReader;
  readonly keptFiles: KeptFileReader;
  readonly keyCopies: KeyCopyReader;
  readonly keyDestructions: KeyDestructionReader;
  readonly lines: LineReader;
  readonly lineCallbacks: LineCallbackReader;
  readonly lineCalls: LineCallReader;
  readonly listening: ListeningReader;
  readonly loginFailures: LoginFailureReader;
  readonly mandates: MandateReader;
  readonly messages: MessageReader;
  readonly modules: ModuleReader;
  readonly numbers: NumberReader;
  readonly persons: PersonReader;
  readonly places: PlaceReader;
  readonly pledges: PledgeReader;
  readonly postcodes: PostcodeReader;
  readonly profiles: ProfileReader;
  readonly purges: PurgeReader;
  readonly records: RecordReader;
  readonly steering: SteeringReader;
  readonly servers: ServerReader;
  readonly seats: SeatReader;
  readonly shifts: ShiftReader;
  readonly slots: SlotReader;
  readonly partyKeys: PartyKeyReader;
  readonly ringSharing: RingSharingReader;
  readonly rotations: RotationReader;
  readonly scriptLives: ScriptLifeReader;
  readonly towns: TownsReader;
  readonly training: TrainingReader;
  readonly undos: UndoReader;
  readonly words: WordsReader;
}

export interface StoreWriter extends Omit<StoreReader, keyof DirectoryWriters>, DirectoryWriters {
  readonly accounts: AccountWriter;
  readonly aids: AidsWriter;
  readonly approvals: ApprovalWriter;
  readonly attestations: AttestationWriter;
  readonly audit: AuditWriter;
  readonly breaches: BreachWriter;
  readonly calls: CallWriter;
  readonly campaigns: CampaignWriter;
  readonly checkpoints: CheckpointWriter;
  readonly checks: CheckWriter;
  readonly clearFiles: ClearFileWriter;
  readonly consents: ConsentWriter;
  readonly contracts: ContractWriter;
  readonly corrections: CorrectionWriter;
  readonly damages: DamageWriter;
  readonly decisions: DecisionWriter;
  readonly weekComments: WeekCommentWriter;
  readonly deliveries: DeliveryWriter;
  readonly dials: DialWriter;
  readonly editions: EditionWriter;
  readonly emails: EmailWriter;
  readonly enrichments: EnrichmentWriter;
  readonly floor: FloorWriter;
  readonly followUps: FollowUpWriter;
  readonly frozen: FrozenWriter;
  readonly incidents: IncidentWriter;
  readonly instructions: InstructionWriter;
  readonly jobs: JobWriter;
  readonly keptFiles: KeptFileWriter;
  readonly keyCopies: KeyCopyWriter;
  readonly keyDestructions: KeyDestructionWriter;
  readonly lines: LineWriter;
  readonly lineCallbacks: LineCallbackWriter;
  readonly lineCalls: LineCallWriter;
  readonly listening: ListeningWriter;
  readonly loginFailures: LoginFailureWriter;
  readonly mandates: MandateWriter;
  readonly messages: MessageWriter;
  readonly modules: ModuleWriter;
  readonly numbers: NumberWriter;
  readonly persons: PersonWriter;
  readonly places: PlaceWriter;
  readonly pledges: PledgeWriter;
  readonly postcodes: PostcodeWriter;
  readonly profiles: ProfileWriter;
  readonly purges: PurgeWriter;
  readonly records: RecordWriter;
  readonly steering: SteeringWriter;
  readonly servers: ServerWriter;
  readonly seats: SeatWriter;
  readonly shifts: ShiftWriter;
  readonly slots: SlotWriter;
  readonly partyKeys: PartyKeyWriter;
  readonly ringSharing: RingSharingWriter;
  readonly rotations: RotationWriter;
  readonly scriptLives: ScriptLifeWriter;
  readonly towns: TownsWriter;
  readonly training: TrainingWriter;
  readonly undos: UndoWriter;
  readonly words: WordsWriter;
}

/** The whole base as of one instant, in SQLite's form. */
export interface BaseSnapshot {
  readonly bytes: Uint8Array;
  /** Where PostgreSQL's log stood before it: a restored base that has come as far has all of it. */
  readonly position: string;
  /** Files to send and certificates, under the paths that they have beside SQLite's base. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** What PostgreSQL says of itself. */
export interface EngineFacts {
  readonly version: string;
  /** The machine that it uses, of those of the address; a folder for one that is reached by its socket. */
  readonly host: string;
  readonly otherHosts: readonly string[];
  /** Of the base on its disk. */
  readonly bytes: number;
  /** « TLSv1.3 »; null where the connection crosses no network. */
  readonly encryption: string | null;
  readonly isArchived: boolean;
  /** A commit waits for a standby. */
  readonly awaitsStandby: boolean;
  /** Those that follow now; a state that this role may not see is null. */
  readonly standbys: readonly { readonly name: string; readonly state: string | null }[];
}

/**
 * The database. `work` awaits rows alone: nothing foreign is ever awaited inside a transaction, which is rolled back whole when
 * `work` throws. What writes takes turns, `write` and `desk` alike, in the order in which it was asked.
 */
export interface Store {
  /** What keeps the rows: SQLite's file of one server, or a PostgreSQL that several may share. */
  readonly engine: 'sqlite' | 'postgres';
  read<T>(work: (rows: StoreReader) => Promise<T>): Promise<T>;
  /**
   * As `read`, for work that asks hundreds of questions: others are answered between two of them, so that who builds a file stops
   * nobody's keyboard. Not inside a transaction, nor inside another survey.
   */
  survey<T>(work: (rows: StoreReader) => Promise<T>): Promise<T>;
  /** One question alone, which needs no transaction to see one state of the base; a second one is a bug of the caller. */
  glance<T>(work: (rows: StoreReader) => Promise<T>): Promise<T>;
  write<T>(work: (rows: StoreWriter) => Promise<T>): Promise<T>;
  /** What every call asks, each a transaction of its own: never inside another. */
  readonly desk: Desk;
  /**
   * The same base for steps that answer a person: `write` returns before the disk has its rows, so that no keyboard waits
   * for another's commit. Whoever answers awaits `settled` first; a killed process loses nothing, a power cut only what
   * nobody was told.
   */
  readonly unsettled: Store;
  /** Once the disk has all that was written until now: one flush for all who wait, off the event loop. AppError `disk-failed`. */
  settled(): Promise<void>;
  /** The server that does, from now on, what this process begins in the base: what it leaves half-way is known as its own. */
  worksAs(server: string): void;
  /**
   * Once no other program holds the base for writing, or after five seconds: at once unless the last `write` was refused
   * `store-busy`. A write so refused ran nothing of its `work`, so it may be asked again (steps/write-when-free.ts).
   */
  whenFree(): Promise<void>;
  /**
   * Physical erasure after deletes: WAL checkpoint (TRUNCATE), VACUUM, checkpoint. Not inside a transaction. AppError
   * `store-busy` when another program reads the base for longer than five seconds.
   */
  compact(): Promise<void>;
  /** Absent on SQLite. AppError `store-busy`. */
  readonly facts?: () => Promise<EngineFacts>;
  /**
   * For a backup, beside whoever works; absent where the file itself is read. The caller may take its bytes. AppError
   * `base-not-read`.
   */
  readonly snapshot?: () => Promise<BaseSnapshot>;
  /**
   * After a compaction: has the base leave behind what it may, and says what it keeps all the same; absent where all is in files
   * that the purge re-scans.
   */
  readonly remains?: () => Promise<ErasedRemains>;
  /** `heard` soon after a commit that other servers’ screens wait for; a ring may be lost. Absent on SQLite. Answers its stop. */
  readonly onBell?: (heard: () => void) => () => void;
  /** Absolute paths of every file that holds rows (base, WAL, shared memory): the purge re-scans them. */
  files(): readonly string[];
  close(): void;
}
