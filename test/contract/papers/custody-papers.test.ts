import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writeAs, writeInto } from '../../../scripts/cli/files/made-files.ts';
import { purgeCountdown } from '../../../server/domain/purge/purge-countdown.ts';
import { SEALING } from '../../../server/domain/wording/custody-words.ts';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { buildEvidence } from '../../../server/steps/papers/build-evidence.ts';
import { followBreach } from '../../../server/steps/papers/follow-breach.ts';
import { makePapers } from '../../../server/steps/papers/make-papers.ts';
import { openBreach } from '../../../server/steps/papers/open-breach.ts';
import type { MadeFile } from '../../../server/steps/papers/paper-files.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { noteRestarted } from '../../../server/steps/purge/restart-due.ts';
import { RECORD_CIPHER } from '../../../server/vault/key-locks.ts';
import { openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';
import {
  allText,
  at,
  DPO,
  furnishedCustodyRoom,
  personalValues,
  textOf,
} from '../../support/persons/custody-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

let room: Awaited<ReturnType<typeof furnishedCustodyRoom>>;
const actor = DPO;

beforeAll(async () => {
  room = await furnishedCustodyRoom();
}, 30_000);
afterAll(() => room.close());

function expectNobody(files: readonly MadeFile[]): void {
  const all = allText(files);
  const values = personalValues();
  expect(values.length).toBeGreaterThan(12);
  for (const value of [...values, 'Nom-Secret']) expect(all).not.toContain(value);
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'plateau-papers-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe('R-34 papers from the configuration', () => {
  it('say what the house does, count what they do not know, and name no donor', async () => {
    const { deps, clock } = room;
    const { files, toComplete } = await makePapers(deps, { kinds: ['note', 'register', 'access'], actor });
    expect(files).toHaveLength(18);
    expectNobody(files);
    expect(toComplete.map(({ paper }) => paper)).toEqual([
      'note-de-confidentialite',
      'registre-des-traitements',
      'liste-des-acces',
    ]);
    for (const [at, { paper, count }] of toComplete.entries()) {
      const cells = textOf(files, `${paper}.md`)
        .split('|')
        .filter((cell) => cell.includes('à compléter'));
      expect(count).toBe(cells.length);
      expect(count > 0).toBe(at < 2);
    }
    const register = textOf(files, 'registre-des-traitements.md');
    for (const words of [
      'Association Fictive',
      CAMPAIGN,
      'depot.exemple.invalid',
      '7 gardées, 1 à ce jour',
      'exigé',
      'gardé 30 jours',
    ])
      expect(register).toContain(words);
    const setting = { ...deps.installation, drop: null, relay: null, backup: null, scheduleOn: false };
    const bare = await makePapers({ ...deps, installation: setting }, { kinds: ['register'], actor });
    expect(bare.toComplete[0]?.count).toBe((toComplete[1]?.count ?? 0) + 5);
    expect(textOf(bare.files, 'registre-des-traitements.md')).not.toContain('chaque soir');
    const access = textOf(files, 'liste-des-acces.md');
    expect(access).toContain('tea.une');
    expect(access).toContain('3 comptes');
    expect(
      await deps.exchange.isSignedByHouse(
        Buffer.from(register),
        textOf(files, 'registre-des-traitements.md.asc'),
      ),
    ).toBe(true);
    const before = await makePapers(deps, { kinds: ['access'], atMs: at('2026-10-01T12:00'), actor });
    expect(textOf(before.files, 'liste-des-acces.md')).toContain('0 compte');
    await expect(makePapers(deps, { kinds: ['access'], atMs: clock.nowMs + 1, actor })).rejects.toMatchObject(
      { code: 'paper-in-future' },
    );
  });

  it('the cipher that they state is the vault’s', () => {
    expect(SEALING).toContain('AES-256');
    expect(RECORD_CIPHER).toBe('aes256');
  });
});

describe('R-36 evidence', () => {
  it('one pack: signed, complete, without a person', async () => {
    const { deps } = room;
    const discoveredAtMs = at('2026-11-23T10:00');
    const breach = {
      campaigns: [CAMPAIGN],
      kinds: ['integrite'],
      discoveredAtMs,
      reason: 'fichier altéré',
      actor,
    } as const;
    const { id } = await openBreach(deps, breach);
    await deliverWeekly(deps, { campaign: CAMPAIGN, week: '2026-W47', actor });
    const built = await buildEvidence(deps, { campaign: CAMPAIGN, actor });
    expect(built.auditOk).toBe(true);
    expectNobody(built.files);
    const facts = JSON.parse(textOf(built.files, 'preuves.json'));
    expect(facts.audit).toMatchObject({ ok: true, checkpoints: 1, onDrop: 1, dropRefused: null });
    expect(facts.accounts.map((one: { login: string }) => one.login).sort()).toEqual(['dpo.une', 'tea.une']);
    expect(facts.training).toMatchObject([{ login: 'tea.une', kind: 'practice' }]);
    expect(facts.backups).toMatchObject([{ records: 6 }]);
    expect(facts.deliveries).toMatchObject([{ kind: 'weekly', hasManifest: true }]);
    expect(built.files.filter(({ name }) => name.startsWith('remises/'))).toHaveLength(2);
    expect(facts.purge.countdown.level).toBe('before-end');
    expect(facts.breaches).toEqual([id]);
    expect(JSON.stringify(facts)).not.toContain('phrase fictive');
    const sums = textOf(built.files, 'SHA256SUMS');
    expect(built.sha256).toBe(createHash('sha256').update(sums).digest('hex'));
    expect(sums.split('\n').filter(Boolean)).toHaveLength(built.files.length - 2);
    expect(textOf(built.files, 'points/JOURNAL_20261123.json')).toContain('plateau-journal-1');
    const last = await deps.store.read(async (rows) => (await Array.fromAsync(rows.audit.each())).at(-1));
    expect(last).toMatchObject({ action: 'evidence.build', actor, detail: { sha256: built.sha256 } });
    await followBreach(deps, { id, kind: 'charity-told', text: 'appel à 10 h', actor });
  });

  it('is written to a new folder only, never through a link, never outside', async () => {
    const home = folder();
    const made = [{ name: 'points/a.json', base64: Buffer.from('x').toString('base64') }];
    expect(writeInto(join(home, 'neuf'), made)).toEqual([join(home, 'neuf', 'points', 'a.json')]);
    expect(() => writeInto(join(home, 'neuf'), made)).toThrow(
      expect.objectContaining({ code: 'output-exists' }),
    );
    symlinkSync('/tmp', join(home, 'lien'));
    expect(() => writeInto(join(home, 'lien'), made)).toThrow(
      expect.objectContaining({ code: 'output-exists' }),
    );
    for (const name of ['../dehors', '/absolu', 'a/../../b', '.cache'])
      expect(() => writeInto(join(home, 'autre'), [{ name, base64: '' }])).toThrow(
        expect.objectContaining({ code: 'output-name-refused' }),
      );
    writeFileSync(join(home, 'cible'), 'à garder');
    symlinkSync(join(home, 'cible'), join(home, 'dossier.json'));
    expect(() => writeAs(join(home, 'dossier'), [{ name: 'V.json', base64: '' }])).toThrow(
      expect.objectContaining({ code: 'output-exists' }),
    );
    expect(readFileSync(join(home, 'cible'), 'utf8')).toBe('à garder');
  });
});

describeWith('gpg')('the evidence pack, without us', () => {
  it('R-36 opens with gpg, in the format of sha256sum; one file changed shows', async () => {
    const built = await buildEvidence(room.deps, { campaign: CAMPAIGN, actor });
    const home = folder();
    for (const { name, base64 } of built.files) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), Buffer.from(base64, 'base64'));
    }
    const gpg = openGnuPg();
    onTestFinished(() => gpg.close());
    await gpg.importKey(readFileSync(join(home, 'cle-de-la-maison.asc'), 'utf8'));
    const verify = () => gpg.run(['--verify', join(home, 'SHA256SUMS.asc'), join(home, 'SHA256SUMS')]);
    expect((await verify()).code).toBe(0);
    const wrong = () =>
      readFileSync(join(home, 'SHA256SUMS'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('  '))
        .filter(([sum = '', name = '']) => {
          return (
            createHash('sha256')
              .update(readFileSync(join(home, name)))
              .digest('hex') !== sum
          );
        })
        .map(([, name]) => name);
    expect(wrong()).toEqual([]);
    writeFileSync(join(home, 'preuves.json'), '{}');
    expect(wrong()).toEqual(['preuves.json']);
  });
});

describe('R-33 the countdown', () => {
  const on = (day: string, isPurged = false) =>
    purgeCountdown({ ends: '2026-12-01', closedAtMs: null, retentionDays: 30, isPurged }, at(`${day}T12:00`));

  it('reminds at day 20, alarms at day 28, says the last day and the delay; a purged campaign owes nothing', () => {
    expect(
      ['2026-12-01', '2026-12-20', '2026-12-21', '2026-12-28', '2026-12-29', '2026-12-31', '2027-01-01'].map(
        (day) => [on(day).level, on(day).daysLeft],
      ),
    ).toEqual([
      ['before-end', 30],
      ['calm', 11],
      ['reminder', 10],
      ['reminder', 3],
      ['alarm', 2],
      ['alarm', 0],
      ['overdue', -1],
    ]);
    expect(on('2027-03-01', true).level).toBe('done');
  });

  it('a campaign closed before its contract ends counts from its close; one closed late from the contract', () => {
    const closed = (day: string) => ({ ends: '2027-01-31', closedAtMs: at(`${day}T18:00`) });
    const counted = (day: string) =>
      purgeCountdown({ ...closed(day), retentionDays: 30, isPurged: false }, at('2026-12-10T12:00'));
    expect(counted('2026-12-07')).toMatchObject({ endedOn: '2026-12-07', dueOn: '2027-01-06' });
    expect(counted('2027-02-15')).toMatchObject({ endedOn: '2027-01-31', dueOn: '2027-03-02' });
  });

  it('once purged, the pack bears the certificate, the kept figures mask cells under 5, and the papers name it no more', async () => {
    const { deps, clock } = room;
    const ends = await deps.store.read(
      async (rows) => (await rows.campaigns.byCode(CAMPAIGN))?.settings.ends ?? '',
    );
    clock.nowMs = at(`${Temporal.PlainDate.from(ends).add({ days: 29 })}T12:00`);
    expect(await custodyAlerts(deps)).toMatchObject([{ kind: 'purge', subject: CAMPAIGN, level: 'alarm' }]);
    await deps.store.write(async (rows) => {
      await rows.records.update(room.recordIds[0] ?? 0, {
        state: 'closed',
        disposition: 'RF_FINANCE',
        closedAtMs: clock.nowMs,
      });
      await rows.records.closeReady(CAMPAIGN, 'EF_CLOTURE', clock.nowMs);
      await rows.campaigns.setState(CAMPAIGN, 'closed');
    });
    const operator = await deps.store.read((rows) => rows.accounts.byId(actor));
    if (!operator) throw new Error('no operator');
    const { facts } = await runPurge(deps, {
      campaign: CAMPAIGN,
      typedCode: CAMPAIGN,
      operator,
      verifier: 'Autre Personne',
      forceReason: 'essai de destruction',
    });
    expect(facts.tool).toMatch(/^Plateau \d/);
    expect(facts.kept.byDisposition).toMatchObject({ EF_CLOTURE: 5, RF_FINANCE: '<5' });
    expect(await custodyAlerts(deps)).toMatchObject([{ kind: 'memory', subject: CAMPAIGN, level: 'alarm' }]);
    await noteRestarted(deps);
    expect(await custodyAlerts(deps)).toEqual([]);
    const { files } = await buildEvidence(deps, { campaign: CAMPAIGN, actor });
    const evidence = JSON.parse(textOf(files, 'preuves.json'));
    expect(evidence).toMatchObject({
      purge: null,
      certificate: facts.number,
      figures: { byDisposition: { RF_FINANCE: '<5' } },
    });
    expect(files.map((one) => one.name)).toContain(`destruction/${facts.number}.pdf.asc`);
    const papers = await makePapers(deps, { kinds: ['register'], actor });
    expect(textOf(papers.files, 'registre-des-traitements.md')).not.toContain(CAMPAIGN);
    expect(readdirSync(join(room.dataDir, 'certificates'))).toHaveLength(4);
  });
});
