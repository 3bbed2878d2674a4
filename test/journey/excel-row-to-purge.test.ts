import { createHash } from 'node:crypto';
import { cpSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { RecordRow } from '../../server/ports/rows/records.ts';
import { dispositionOf } from '../../shared/dispositions.ts';
import { CAMPAIGN, type House, openTestHouse } from '../support/house/house.ts';
import { type ByteSearch, openByteSearch } from '../support/machine/byte-search.ts';
import { describeWith } from '../support/machine/programs.ts';
import { stopAtFirstFailure } from '../support/machine/step-by-step.ts';
import { type Charity, openCharity, openThief } from '../support/sftp/charity-with-gnupg.ts';
import {
  addressOf,
  expectConfirmations,
  expectFinal,
  expectReport,
  expectWeekly,
  lineOf,
} from '../support/story/story-books.ts';
import { STORY_CALLS } from '../support/story/story-calls.ts';
import { DONORS, LINE, personalNeedles, storyWorkbook } from '../support/story/story-donors.ts';
import {
  backupOf,
  contactFileIn,
  endsOfOpenings,
  expectNothingClear,
  expectNothingSealed,
  openingsOfBackup,
  purge,
  recordsOf,
  refusalOf,
  sealedOf,
  waitingFiles,
} from '../support/story/story-evidence.ts';
import {
  CALLBACK_AT,
  cardOn,
  donorOn,
  leadOf,
  listenTo,
  NOT_REACHED,
  openFloor,
} from '../support/story/story-floor.ts';

// Before any module is loaded, so that even one that keeps os.tmpdir() for itself writes where this story looks.
const ownTemp = vi.hoisted(() => {
  const fs = process.getBuiltinModule('node:fs');
  const outer = process.env.TMPDIR;
  const folder = fs.mkdtempSync(`${fs.realpathSync(process.getBuiltinModule('node:os').tmpdir())}/pj-`);
  process.env.TMPDIR = folder;
  return { folder, outer };
});

const FILE = 'UNION_UPG_FR_20261123.xlsx.pgp';
const IMPORT_REPORT = 'UNION_UPG_FR_20261123_RAPPORT.xlsx.pgp';
const WEEKLY = 'UNION_MANDATS_UPG_FR_2026-S48.xlsx.pgp';
const REPORT = 'UNION_INDICATEURS_UPG_FR_2026-S48.xlsx.pgp';
const FINAL = 'UNION_RETOUR_UPG_FR_20261202.xlsx.pgp';
const VERIFIER = 'Vérificatrice Autre';

let house: House;
let charity: Charity;
let tempAtStart: readonly string[];
let sealed: ByteSearch;
/** What a thief would have kept from before the purge. */
let kept: { readonly record: RecordRow; readonly packet: Uint8Array };
const clear = openByteSearch(personalNeedles());
const { recorded, play, playAll } = openFloor();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sealedMessage = () => Buffer.concat([kept.packet, kept.record.sealed]);

const withPrograms = describeWith('gpg', 'sshd', 'sftp', 'openpyxl');
withPrograms('a row of Excel walks the nine steps, and is destroyed', () => {
  beforeAll(async () => {
    charity = await openCharity();
    house = await openTestHouse({ now: '2026-11-23T17:05', charityKey: charity.publicKey });
    await charity.meet(house);
    await charity.give(FILE, storyWorkbook(CAMPAIGN));
    tempAtStart = readdirSync(ownTemp.folder).sort();
  });
  afterAll(async () => {
    await house?.close();
    charity?.close();
    rmSync(ownTemp.folder, { recursive: true, force: true });
    if (ownTemp.outer === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = ownTemp.outer;
  });
  stopAtFirstFailure();
  afterEach(async () => {
    await expectNothingClear(house, clear, ownTemp.folder);
    // The process left nothing in the temporary folder beside the homes that this story made.
    expect(readdirSync(ownTemp.folder).sort()).toEqual(tempAtStart);
  });

  it('the search can fail: a canary in the data folder is found, and only there', () => {
    const canary = join(house.dataDir, 'canary');
    writeFileSync(canary, Buffer.from(`à ${lineOf(LINE.agrees).email}`, 'utf16le'));
    const { found } = clear.inFolder(ownTemp.folder);
    rmSync(canary);
    expect(found).toEqual([{ file: expect.stringMatching(/data\/canary$/), label: 'line 1 EMAIL' }]);
  });

  it('R-02: ops import the charity’s file; the report comes back, sealed and signed', async () => {
    const request = { campaign: CAMPAIGN, fileName: FILE };
    const counts = { rows: DONORS, accepted: 37, excluded: 2, rejected: 1 };
    const ended = await house.as('ops.un', async ({ operations }) => [
      await operations.incoming.query(),
      await operations.checkFile.mutate(request),
      await operations.importFile.mutate(request),
    ]);
    expect(ended).toMatchObject([[{ name: FILE }], counts, counts]);
    const again = house.as('ops.un', (rpc) => rpc.operations.importFile.mutate(request));
    expect(await refusalOf(again)).toBe('file-already-imported');
    const report = await charity.open(IMPORT_REPORT);
    expect([...report.values()].flat().length).toBeGreaterThan(0);
    expect(await recordsOf(house)).toHaveLength(DONORS - 1);
    expect(house.logText()).toContain('import.finish');
  });

  it('R-03 R-04 R-05: two agents take cards at one instant; every family of outcomes is recorded', async () => {
    const [first, second] = await Promise.all([house.desk('tea.un'), house.desk('tea.deux')]);
    const both = await Promise.all([cardOn(first), cardOn(second)]);
    expect(both[0].recordId).not.toBe(both[1].recordId);
    await second.releaseCard(both[1].callId);
    await playAll(first);
    const codes = [...recorded.values()].map(({ outcome }) => outcome.disposition);
    expect(new Set(codes.map((code) => dispositionOf(code)?.family)).size).toBe(10);
    // The same outcome again gets its first receipt; another one for the same call is refused.
    const { outcome } = recorded.get(LINE.agrees)!;
    expect((await first.saveOutcome(outcome)).disposition).toBe('AC_UP');
    expect(await refusalOf(first.saveOutcome({ ...outcome, durationSeconds: 5 }))).toBe('outcome-differs');
    await first.logOut();
    await second.logOut();
  });

  it('F-09 an absent agent’s callback moves, dry run first; a card on a screen is never taken', async () => {
    const nowMs = house.at('2026-11-23T17:40');
    const lead = leadOf(house);
    const desk = await house.desk('tea.deux');
    const live = listenTo(desk);
    const card = await cardOn(desk);
    const absent = { agent: 'tea.un', states: ['callback' as const] };
    const before = { 'tea.un': 'away 1', 'tea.deux': 'card 0' };
    expect(await lead.agents()).toEqual(before);
    const dry = await lead.move(absent, ['tea.deux'], true);
    expect(dry).toMatchObject({ moved: 1, onScreen: 0, perTarget: [{ to: 'tea.deux', records: 1 }] });
    expect(await lead.agents()).toEqual(before);
    expect(await lead.move(absent, ['tea.deux'], false)).toMatchObject({ dryRun: false, moved: 1 });
    expect(await lead.agents()).toEqual({ 'tea.un': 'away 0', 'tea.deux': 'card 1' });
    expect(await live.first()).toMatchObject({
      kind: 'record-moved',
      text: expect.stringContaining('1 confiée à vous'),
    });
    expect(await lead.move(absent, ['tea.deux'], false)).toMatchObject({ moved: 0 });

    expect(await lead.move({ states: ['lease'] }, [], false)).toMatchObject({ moved: 0, onScreen: 1 });
    expect((await desk.renewLease(card.callId)).leaseUntilMs).toBeGreaterThan(nowMs);
    expect(STORY_CALLS[donorOn(card).n]).toBeUndefined();
    await play(desk, card, NOT_REACHED);
    expect(live.events).toHaveLength(1);
    live.stop();
    await desk.logOut();
  });

  it('F-09 the callback comes at its hour to the agent it was given to, and becomes an agreement', async () => {
    house.at(CALLBACK_AT);
    const desk = await house.desk('tea.deux');
    const card = await cardOn(desk);
    expect(donorOn(card).n).toBe(LINE.callsBack);
    await play(desk, card, STORY_CALLS[LINE.agrees]!);
    await desk.logOut();
  });

  it('R-24: one confirmation for each agreement and gift by link with an address, no other, none twice', async () => {
    const { schedule } = house.server();
    const isWrittenTo = (address: string) => house.mail.messages().some(({ to }) => to.includes(address));
    house.at('2026-11-24T18:20');
    await schedule.runNow();
    // The agreement of 18:00 is held for half an hour; those of the day before have left.
    expect(isWrittenTo(addressOf(lineOf(LINE.callsBack)))).toBe(false);
    expect(isWrittenTo(addressOf(lineOf(LINE.agrees)))).toBe(true);
    house.at('2026-11-24T21:30');
    await schedule.runNow();
    await schedule.runNow();
    expect(house.mail.count()).toBe(6);
    expectConfirmations(house.mail.messages(), recorded);
  });

  it('R-20 R-21 R-25: the Tuesday delivers the week; a dead drop delays it, nothing leaves twice', async () => {
    const { schedule } = house.server();
    const out = join(house.drop.folder, 'out');
    house.at('2026-12-01T11:00');
    expect(await leadOf(house).verifyAll()).toBeGreaterThan(0);
    house.at('2026-12-01T22:30');
    renameSync(out, `${out}-away`);
    await schedule.runNow();
    const waiting = waitingFiles(house).map(sha256);
    await expectNothingClear(house, clear, ownTemp.folder);
    renameSync(`${out}-away`, out);
    await schedule.runNow();
    const delivered = charity.delivered();
    expect(waiting).toEqual(expect.arrayContaining([delivered[WEEKLY], delivered[REPORT]]));
    expectWeekly(await charity.open(WEEKLY), recorded);
    expectReport(await charity.open(REPORT), recorded);

    await schedule.runNow();
    const week = { campaign: CAMPAIGN, week: '2026-W48' };
    const again = await house.as('ops.un', async ({ operations }) => [
      await operations.deliverWeekly.mutate(week),
      await operations.deliverReport.mutate(week),
    ]);
    expect(again.map((one) => [one.alreadyDelivered, one.sha256Sealed])).toEqual([
      [true, delivered[WEEKLY]],
      [true, delivered[REPORT]],
    ]);
    expect(charity.delivered()).toEqual(delivered);
    expect(house.mail.count()).toBe(6);
  });

  it('R-23: the campaign is closed, the final file has a row for each record, called or not', async () => {
    house.at('2026-12-02T09:00');
    const final = () =>
      house.as('ops.un', (rpc) => rpc.operations.deliverFinal.mutate({ campaign: CAMPAIGN }));
    expect(await refusalOf(final())).toBe('campaign-open');
    expect(await refusalOf(purge(house, VERIFIER))).toBe('purge-blocked');
    const reason = 'fin de la campagne';
    await house.as('ops.un', (rpc) => rpc.operations.closeCampaign.mutate({ campaign: CAMPAIGN, reason }));
    expect(await refusalOf(purge(house, VERIFIER))).toBe('delivery-due');
    expect(await final()).toMatchObject({ rows: DONORS - 1, alreadyDelivered: false });
    expectFinal(await charity.open(FINAL), recorded);
    expect(await final()).toMatchObject({ alreadyDelivered: true });
  });

  it('R-25 R-35: before the purge a backup opens with the keys; only the charity opens what was delivered', async () => {
    cpSync(house.dataDir, backupOf(house), { recursive: true });
    expect(await openingsOfBackup(house)).toEqual(new Set(['done']));
    const packet = await house.server().app.vault.sessionPacket(CAMPAIGN);
    kept = { record: (await recordsOf(house))[0]!, packet };
    const thief = await openThief(house, [CAMPAIGN]);
    expect(await thief.opens(sealedMessage())).toBe(true);
    expect(await thief.opens(contactFileIn(house, FILE))).toBe(true);
    const names = Object.keys(charity.delivered()).filter((name) => name.endsWith('.pgp'));
    expect(names).toEqual(expect.arrayContaining([WEEKLY, REPORT, FINAL, IMPORT_REPORT]));
    for (const name of names) expect(await thief.opens(charity.sealed(name)), name).toBe(false);
    thief.close();
  });

  it('R-33: the purge destroys keys, rows and every trace, and certifies it', async () => {
    sealed = openByteSearch(await sealedOf(house));
    const labels = new Set((await sealedOf(house)).map((needle) => needle.label));
    expect(new Set(sealed.inFolder(house.dataDir).found.map((one) => one.label))).toEqual(labels);

    const plan = await house.as('dpo.un', (rpc) => rpc.privacy.planPurge.query({ campaign: CAMPAIGN }));
    expect(plan).toMatchObject({ obstacles: [], blocked: false });
    expect(plan.items.find((one) => one.place === 'base : record')?.count).toBe(DONORS - 1);
    expect(await refusalOf(purge(house, VERIFIER, 'UPG-FR-2025'))).toBe('code-mismatch');
    expect(await refusalOf(purge(house, 'responsable une'))).toBe('same-person');
    const report = await purge(house, VERIFIER);
    expect(report.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
    expect(report.facts.verification.needles).toBeGreaterThan(DONORS);
    const signatures = report.files.filter((file) => file.endsWith('.asc'));
    expect(signatures).toHaveLength(2);
    for (const file of signatures)
      expect(await charity.verifies(file, file.replace(/\.asc$/, ''))).toBe(true);
    expectNothingSealed(house, sealed, ownTemp.folder);
    expect(waitingFiles(house)).toHaveLength(0);
  });

  it('R-33: neither the backup nor the charity’s own file can be opened, with all the keys that remain', async () => {
    expect(await openingsOfBackup(house)).toEqual(new Set(['campaign-key-missing']));
    const thief = await openThief(house, [CAMPAIGN]);
    // The house’s own keys, where its audit log stood, and that this campaign was destroyed: no restore brings it back.
    const ours = ['house/private.asc', 'house/public.asc', 'house/secrets.pgp'];
    const left = ['actes/destructions.jsonl', 'charities/UNION/public.asc', 'head.json', ...ours];
    expect(thief.taken.toSorted()).toEqual(left);
    expect(await thief.opens(sealedMessage())).toBe(false);
    expect(await thief.opens(contactFileIn(house, FILE))).toBe(false);
    thief.close();
  });

  it.each(['running', 'restarted'])('R-30 R-32: %s after the purge, the house knows nobody', async (how) => {
    if (how === 'restarted') await house.restart();
    expect(await endsOfOpenings(house, { fileName: FILE, call: recorded.get(LINE.agrees)! })).toEqual({
      check: 'campaign-not-open',
      import: 'campaign-not-open',
      weekly: 'campaign-purged',
      report: 'campaign-purged',
      final: 'campaign-purged',
      next: 'none',
      save: 'lease-lost',
      lease: 'lease-lost',
    });
    expect(await refusalOf(purge(house, VERIFIER))).toBe('purge-blocked');
    const { campaigns } = await house.as('ops.un', (rpc) => rpc.operations.status.query());
    expect(campaigns).toMatchObject([{ code: CAMPAIGN, state: 'purged', records: { closed: 0, ready: 0 } }]);
    expect(await house.as('dpo.un', (rpc) => rpc.privacy.verifyAudit.query())).toMatchObject({ ok: true });
    expectNothingSealed(house, sealed, ownTemp.folder);
  });
});
