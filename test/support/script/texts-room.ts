import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { isFileOf } from '../../../server/domain/said/script-draft.ts';
import type { ScriptKind } from '../../../server/domain/said/script-parts.ts';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import type { ConfirmationDeps } from '../../../server/steps/email/send-confirmations.ts';
import { approveScript, submitScript } from '../../../server/steps/script/script-approve.ts';
import { enforceScript } from '../../../server/steps/script/script-enforce.ts';
import { importScript } from '../../../server/steps/script/script-import.ts';
import { type Centre, openCentre } from '../call/centre.ts';
import { insertCall } from '../call/told-call.ts';
import { REFERENCE, REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import { type SmtpSink, startSmtpSink } from '../email/smtp-sink.ts';
import { accountRow, agreementRow, emailRow } from '../store/store-rows.ts';

const { code } = REFERENCE;

/** A small real centre that calls for the reference campaign, loaded from a folder that a test may edit. */
export interface TextsRoom {
  readonly centre: Centre;
  /** A folder of its own, for what a test writes. */
  readonly home: string;
  readonly sink: SmtpSink;
  readonly mail: ConfirmationDeps;
  readonly ops: AccountRow;
  readonly officer: AccountRow;
  readonly agents: readonly AccountRow[];
  edit(file: string, from: string, to: string): void;
  files(kind: ScriptKind): ReadonlyMap<string, string>;
  load(approvedBy?: string): ReturnType<typeof loadCampaign>;
  /** Imports that part of the folder, submits it, and has another person approve it; not in force yet. */
  approve(kind: ScriptKind): Promise<string>;
  enforce(kind: ScriptKind, version: string): Promise<void>;
  campaign(): Promise<CampaignRow>;
  /** The confirmation of an agreement of now, due at once. Returns its id. */
  owe(): Promise<string>;
  /** Another hand than the program's writes in the base. */
  raw(sql: string): void;
  close(): Promise<void>;
}

export async function openTextsRoom(): Promise<TextsRoom> {
  const centre = await openCentre({ records: 0 });
  const home = mkdtempSync(join(tmpdir(), 'plateau-texts-'));
  const dir = join(home, 'campagne');
  cpSync(REFERENCE_CAMPAIGN, dir, { recursive: true });
  const sink = await startSmtpSink();
  const mailer = openSmtpMailer({ url: sink.url, requireTls: false, timeouts: { replyMs: 400 } });
  const [ops, officer] = [
    accountRow({ id: 'ops-1', login: 'ops.1', role: 'ops' }),
    accountRow({ id: 'officer-1', login: 'officer.1', role: 'dataOfficer' }),
  ];
  const agents = [1, 2].map((at) =>
    accountRow({ id: `lecteur-${at}`, login: `lecteur.${at}`, campaigns: [code] }),
  );
  const folder = openCampaignFolder();
  const files = (kind: ScriptKind) =>
    new Map(
      readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap((path) =>
        isFileOf(kind, path) ? [[path, readFileSync(join(dir, path), 'utf8')] as const] : [],
      ),
    );
  const load = (approvedBy?: string) =>
    loadCampaign({ ...centre, campaignFolder: folder }, { dir, actor: 'essai', approvedBy });
  await load('Direction des dons, contrat 12');
  const campaign = async () => {
    const row = await centre.store.read((rows) => rows.campaigns.byCode(code));
    if (!row) throw new Error('the campaign just loaded');
    return row;
  };
  await centre.store.write(async (rows) => {
    for (const account of [ops, officer, ...agents]) await rows.accounts.insert(account);
  });
  const recordIds = await centre.addRecords({ campaign: await campaign(), records: 8 });
  let owed = 0;
  return {
    ...{ centre, home, sink, ops, officer, agents, files, load, campaign },
    mail: {
      ...{ store: centre.store, vault: centre.vault, clock: centre.clock, mailer },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
    edit: (file, from, to) => {
      const text = readFileSync(join(dir, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no « ${from} »`);
      writeFileSync(join(dir, file), text.replace(from, to));
    },
    approve: async (kind) => {
      const done = await importScript(centre, { campaign: code, kind, account: ops, files: files(kind) });
      if (done.kind === 'faulty') throw new Error(done.problems.map(({ message }) => message).join(' '));
      const key = { campaign: code, kind, version: done.life.version };
      await submitScript(centre, { ...key, account: ops });
      await approveScript(centre, { ...key, account: officer, by: 'Mme Exemple', hash: done.life.hash });
      return done.life.version;
    },
    enforce: async (kind, version) =>
      void (await enforceScript(centre, { campaign: code, kind, version, account: ops })),
    owe: async () => {
      owed += 1;
      const recordId = recordIds.at(-owed);
      if (recordId === undefined) throw new Error('a record for each mail');
      const atMs = centre.clock.nowMs();
      const call = agreementRow({ recordId, campaign: code, endedAtMs: atMs, agent: 'lecteur-1' });
      await centre.store.write(async (rows) => {
        await insertCall(rows, call);
        await rows.emails.add(
          emailRow({ callId: call.callId, recordId, campaign: code, callEndedAtMs: atMs, dueAtMs: atMs }),
        );
      });
      return call.callId;
    },
    raw: (sql) => {
      const [file = ''] = centre.store.files();
      const db = new DatabaseSync(file);
      db.exec(sql);
      db.close();
    },
    close: async () => {
      await mailer.close();
      await sink.close();
      centre.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
