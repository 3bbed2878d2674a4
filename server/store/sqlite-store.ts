import type { Store, StoreReader, StoreWriter } from '../ports/store.ts';
import { AccountRows } from './account-rows.ts';
import { AidsRows } from './aids-rows.ts';
import { ApprovalRows } from './approval-rows.ts';
import { AttestationRows } from './attestation-rows.ts';
import { AuditRows } from './audit-rows.ts';
import { BreachRows } from './breach-rows.ts';
import { CallRows } from './call-rows.ts';
import { CampaignRows } from './campaign-rows.ts';
import { CheckRows } from './check-rows.ts';
import { CheckpointRows } from './checkpoint-rows.ts';
import { compactDatabase } from './compact-database.ts';
import { ConsentRows } from './consent-rows.ts';
import { CorrectionRows } from './correction-rows.ts';
import { databaseFiles, openDatabaseFile } from './database-file.ts';
import { DecisionRows } from './decision-rows.ts';
import { DeliveryRows } from './delivery-rows.ts';
import { DiaryRows } from './diary-rows.ts';
import { EmailRows } from './email-rows.ts';
import { EnrichmentRows } from './enrichment-rows.ts';
import { FloorRows } from './floor-rows.ts';
import { FollowUpRows } from './follow-up-rows.ts';
import { FrozenRows } from './frozen-rows.ts';
import { IncidentRows } from './incident-rows.ts';
import { InsightRows } from './insight-rows.ts';
import { KeyCopyRows } from './key-copy-rows.ts';
import { ListeningRows } from './listening-rows.ts';
import { LogCopying } from './log-copying.ts';
import { LogSettling } from './log-settling.ts';
import { MandateRows } from './mandate-rows.ts';
import { MessageRows } from './message-rows.ts';
import { PersonRows } from './person-rows.ts';
import { ProfileRows } from './profile-rows.ts';
import { PurgeRows } from './purge-rows.ts';
import { RecordRows } from './record-rows.ts';
import { RotationRows } from './rotation-rows.ts';
import { ScriptLifeRows } from './script-life-rows.ts';
import { ShiftRows } from './shift-rows.ts';
import { Sql } from './sql.ts';
import { SteeringRows } from './steering-rows.ts';
import { TrainingRows } from './training-rows.ts';
import { UndoRows } from './undo-rows.ts';

function rowsOf(sql: Sql): StoreWriter {
  return {
    accounts: new AccountRows(sql),
    aids: new AidsRows(sql),
    approvals: new ApprovalRows(sql),
    attestations: new AttestationRows(sql),
    audit: new AuditRows(sql),
    breaches: new BreachRows(sql),
    calls: new CallRows(sql),
    campaigns: new CampaignRows(sql),
    checkpoints: new CheckpointRows(sql),
    checks: new CheckRows(sql),
    consents: new ConsentRows(sql),
    corrections: new CorrectionRows(sql),
    decisions: new DecisionRows(sql),
    deliveries: new DeliveryRows(sql),
    diary: new DiaryRows(sql),
    emails: new EmailRows(sql),
    enrichments: new EnrichmentRows(sql),
    floor: new FloorRows(sql),
    followUps: new FollowUpRows(sql),
    frozen: new FrozenRows(sql),
    incidents: new IncidentRows(sql),
    insights: new InsightRows(sql),
    keyCopies: new KeyCopyRows(sql),
    listening: new ListeningRows(sql),
    mandates: new MandateRows(sql),
    messages: new MessageRows(sql),
    persons: new PersonRows(sql),
    profiles: new ProfileRows(sql),
    purges: new PurgeRows(sql),
    records: new RecordRows(sql),
    steering: new SteeringRows(sql),
    shifts: new ShiftRows(sql),
    rotations: new RotationRows(sql),
    scriptLives: new ScriptLifeRows(sql),
    training: new TrainingRows(sql),
    undos: new UndoRows(sql),
  };
}

/**
 * Opens the base of one installation, created and migrated if need be. Each process or worker thread opens its own
 * Store on the same file. AppErrors: `database-too-new`, `database-unreadable`, `store-busy`, `disk-full`.
 */
export function openStore({ file }: { readonly file: string }): Store {
  const db = openDatabaseFile(file);
  const sql = new Sql(db);
  const rows = rowsOf(sql);
  const log = new LogSettling(file);
  const copying = new LogCopying(file);
  const common = {
    read: <T>(work: (reader: StoreReader) => T) => sql.read(() => work(rows)),
    settled: () => log.settled(),
    compact: () => compactDatabase(sql),
    files: () => databaseFiles(file),
    close: () => {
      copying.close();
      void log.close();
      if (db.isOpen) db.close();
    },
  };
  const unsettled: Store = {
    ...common,
    write: <T>(work: (writer: StoreWriter) => T) => {
      const result = sql.write(() => work(rows), 'NORMAL');
      log.noteWrite();
      copying.noteWrite();
      return result;
    },
    get unsettled() {
      return unsettled;
    },
  };
  return {
    ...common,
    write: <T>(work: (writer: StoreWriter) => T) => sql.write(() => work(rows)),
    unsettled,
  };
}
