import type { StoreWriter } from '../ports/store.ts';
import { AccountRows } from './rows/account-rows.ts';
import { AgendaRows } from './rows/agenda-rows.ts';
import { AgreementRows } from './rows/agreement-rows.ts';
import { AidsRows } from './rows/aids-rows.ts';
import { ApprovalRows } from './rows/approval-rows.ts';
import { AttestationRows } from './rows/attestation-rows.ts';
import { AuditRows } from './rows/audit-rows.ts';
import { BreachRows } from './rows/breach-rows.ts';
import { CallRows } from './rows/call-rows.ts';
import { CampaignHeadRows } from './rows/campaign-head-rows.ts';
import { CampaignRows } from './rows/campaign-rows.ts';
import { CheckRows } from './rows/check-rows.ts';
import { CheckpointRows } from './rows/checkpoint-rows.ts';
import { ClearFileRows } from './rows/clear-file-rows.ts';
import { ConsentRows } from './rows/consent-rows.ts';
import { ContractRows } from './rows/contract-rows.ts';
import { ConversationRows } from './rows/conversation-rows.ts';
import { CorrectionRows } from './rows/correction-rows.ts';
import { DamageRows } from './rows/damage-rows.ts';
import { DecisionRows } from './rows/decision-rows.ts';
import { DeliveryRows } from './rows/delivery-rows.ts';
import { DialRows } from './rows/dial-rows.ts';
import { EditionRows } from './rows/edition-rows.ts';
import { EmailRows } from './rows/email-rows.ts';
import { EnrichmentRows } from './rows/enrichment-rows.ts';
import { FloorRows } from './rows/floor-rows.ts';
import { FollowUpItemRows } from './rows/follow-up-item-rows.ts';
import { FollowUpRows } from './rows/follow-up-rows.ts';
import { FrozenRows } from './rows/frozen-rows.ts';
import { GroupRows } from './rows/group-rows.ts';
import { IncidentRows } from './rows/incident-rows.ts';
import { InsightRows } from './rows/insight-rows.ts';
import { InstructionRows } from './rows/instruction-rows.ts';
import { JobRows } from './rows/job-rows.ts';
import { KeptFileRows } from './rows/kept-file-rows.ts';
import { KeyCopyRows } from './rows/key-copy-rows.ts';
import { KeyDestructionRows } from './rows/key-destruction-rows.ts';
import { LibraryRows } from './rows/library-rows.ts';
import { LineCallRows } from './rows/line-call-rows.ts';
import { LineCallbackRows } from './rows/line-callback-rows.ts';
import { LineRows } from './rows/line-rows.ts';
import { ListeningRows } from './rows/listening-rows.ts';
import { LoginFailureRows } from './rows/login-failure-rows.ts';
import { MandateRows } from './rows/mandate-rows.ts';
import { MessageRows } from './rows/message-rows.ts';
import { ModuleRows } from './rows/module-rows.ts';
import { NewsletterRows } from './rows/newsletter-rows.ts';
import { NumberRows } from './rows/number-rows.ts';
import { PartyKeyRows } from './rows/party-key-rows.ts';
import { PeopleRows } from './rows/people-rows.ts';
import { PersonRows } from './rows/person-rows.ts';
import { PlaceRows } from './rows/place-rows.ts';
import { PledgeRows } from './rows/pledge-rows.ts';
import { PollRows } from './rows/poll-rows.ts';
import { PostcodeRows } from './rows/postcode-rows.ts';
import { ProfileRows } from './rows/profile-rows.ts';
import { PurgeRows } from './rows/purge-rows.ts';
import { RecordRows } from './rows/record-rows.ts';
import { RingSharingRows } from './rows/ring-sharing-rows.ts';
import { RotationRows } from './rows/rotation-rows.ts';
import { SavedSearchRows } from './rows/saved-search-rows.ts';
import { ScriptLifeRows } from './rows/script-life-rows.ts';
import { SeatRows } from './rows/seat-rows.ts';
import { ServerRows } from './rows/server-rows.ts';
import { ShiftRows } from './rows/shift-rows.ts';
import { SlotNoticeRows } from './rows/slot-notice-rows.ts';
import { SlotRows } from './rows/slot-rows.ts';
import { SteeringRows } from './rows/steering-rows.ts';
import { TownRows } from './rows/town-rows.ts';
import { TrainingRows } from './rows/training-rows.ts';
import { UndoRows } from './rows/undo-rows.ts';
import { WaitingMailRows } from './rows/waiting-mail-rows.ts';
import { WebDoorRows } from './rows/web-door-rows.ts';
import { WeekCommentRows } from './rows/week-comment-rows.ts';
import { WordsRows } from './rows/words-rows.ts';
import type { Sql } from './sql.ts';

function lineRowsOf(sql: Sql): Pick<StoreWriter, 'lines' | 'lineCalls' | 'lineCallbacks'> {
  const [lines, lineCalls, lineCallbacks] = [
    new LineRows(sql),
    new LineCallRows(sql),
    new LineCallbackRows(sql),
  ];
  return { lines, lineCalls, lineCallbacks };
}

function directoryRowsOf(sql: Sql): Pick<StoreWriter, 'people' | 'groups' | 'webDoor'> {
  return { people: new PeopleRows(sql), groups: new GroupRows(sql), webDoor: new WebDoorRows(sql) };
}

function keyRowsOf(
  sql: Sql,
): Pick<StoreWriter, 'keyCopies' | 'keyDestructions' | 'partyKeys' | 'ringSharing' | 'rotations'> {
  return {
    keyCopies: new KeyCopyRows(sql),
    keyDestructions: new KeyDestructionRows(sql),
    partyKeys: new PartyKeyRows(sql),
    ringSharing: new RingSharingRows(sql),
    rotations: new RotationRows(sql),
  };
}

/** What servers of one house share with each other. */
function serverRowsOf(sql: Sql): Pick<StoreWriter, 'jobs' | 'keptFiles' | 'places' | 'servers'> {
  return {
    jobs: new JobRows(sql),
    keptFiles: new KeptFileRows(sql),
    places: new PlaceRows(sql),
    servers: new ServerRows(sql),
  };
}

/** A charity's people, their groups, the agenda that they come by, and what they read. */
function peopleRowsOf(sql: Sql) {
  return {
    agenda: new AgendaRows(sql),
    conversations: new ConversationRows(sql),
    followUpItems: new FollowUpItemRows(sql),
    groups: new GroupRows(sql),
    library: new LibraryRows(sql),
    newsletters: new NewsletterRows(sql),
    people: new PeopleRows(sql),
    polls: new PollRows(sql),
    savedSearches: new SavedSearchRows(sql),
    slotNotices: new SlotNoticeRows(sql),
    waitingMails: new WaitingMailRows(sql),
  };
}

/** Every row of the port, on that engine. */
export function rowsOf(sql: Sql): StoreWriter {
  return {
    ...peopleRowsOf(sql),
    accounts: new AccountRows(sql),
    agreements: new AgreementRows(sql),
    aids: new AidsRows(sql),
    approvals: new ApprovalRows(sql),
    attestations: new AttestationRows(sql),
    audit: new AuditRows(sql),
    breaches: new BreachRows(sql),
    calls: new CallRows(sql),
    campaignHeads: new CampaignHeadRows(sql),
    campaigns: new CampaignRows(sql),
    checkpoints: new CheckpointRows(sql),
    checks: new CheckRows(sql),
    clearFiles: new ClearFileRows(sql),
    consents: new ConsentRows(sql),
    contracts: new ContractRows(sql),
    corrections: new CorrectionRows(sql),
    damages: new DamageRows(sql),
    decisions: new DecisionRows(sql),
    weekComments: new WeekCommentRows(sql),
    deliveries: new DeliveryRows(sql),
    dials: new DialRows(sql),
    editions: new EditionRows(sql),
    emails: new EmailRows(sql),
    enrichments: new EnrichmentRows(sql),
    floor: new FloorRows(sql),
    followUps: new FollowUpRows(sql),
    frozen: new FrozenRows(sql),
    incidents: new IncidentRows(sql),
    insights: new InsightRows(sql),
    instructions: new InstructionRows(sql),
    ...directoryRowsOf(sql),
    ...keyRowsOf(sql),
    ...serverRowsOf(sql),
    ...lineRowsOf(sql),
    listening: new ListeningRows(sql),
    loginFailures: new LoginFailureRows(sql),
    mandates: new MandateRows(sql),
    messages: new MessageRows(sql),
    modules: new ModuleRows(sql),
    numbers: new NumberRows(sql),
    persons: new PersonRows(sql),
    pledges: new PledgeRows(sql),
    postcodes: new PostcodeRows(sql),
    profiles: new ProfileRows(sql),
    purges: new PurgeRows(sql),
    records: new RecordRows(sql),
    steering: new SteeringRows(sql),
    seats: new SeatRows(sql),
    slots: new SlotRows(sql),
    shifts: new ShiftRows(sql),
    scriptLives: new ScriptLifeRows(sql),
    towns: new TownRows(sql),
    training: new TrainingRows(sql),
    undos: new UndoRows(sql),
    words: new WordsRows(sql),
  };
}
