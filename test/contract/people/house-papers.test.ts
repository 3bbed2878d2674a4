import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackupReading } from '../../../server/context.ts';
import { breachDocument } from '../../../server/domain/papers/breach-document.ts';
import { evidenceDocument } from '../../../server/domain/papers/evidence-document.ts';
import { clientNote, confidentialityNote } from '../../../server/domain/papers/paper-note.ts';
import { processingRegister } from '../../../server/domain/papers/paper-register.ts';
import { decideApproval, listApprovals } from '../../../server/steps/approval/approvals.ts';
import { exportPeopleApproved, keepNoLongerApproved } from '../../../server/steps/approval/approved-acts.ts';
import { searchAudit } from '../../../server/steps/audit/search-audit.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { verifyBackup } from '../../../server/steps/backup/backup-verify.ts';
import { joinGroup } from '../../../server/steps/groups/join-group.ts';
import { gatherBreach } from '../../../server/steps/papers/gather-breach.ts';
import { gatherEvidence } from '../../../server/steps/papers/gather-evidence.ts';
import { gatherPapers } from '../../../server/steps/papers/gather-papers.ts';
import { editPeople } from '../../../server/steps/people/edit-people.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { exportPeople } from '../../../server/steps/people/export-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { keepNoLonger, planRetention } from '../../../server/steps/people/keep-no-longer.ts';
import { showParticipant } from '../../../server/steps/people/show-participant.ts';
import { fiction, openPeopleHouse } from '../../support/people/people-house.ts';

const backups = mkdtempSync(join(tmpdir(), 'plateau-people-'));
const house = await openPeopleHouse({ PLATEAU_BACKUP_DIR: backups });
afterAll(async () => {
  await house.close();
  rmSync(backups, { recursive: true });
});

const idOf = async (text: string) => {
  const asked = { account: house.team, where: text, from: 0, limit: 2, whole: true };
  return (await findPeople(house.app, asked)).lines[0]?.id ?? '';
};
const search = async (card: string) => {
  const { entries } = await searchAudit(house.app, { card, actor: house.dpo.id });
  return entries.map(({ action, login, reason }) => [action, login, reason].join(' | '));
};

describe('R-34 the papers of the house know its directories', () => {
  let rose = '';
  beforeAll(async () => {
    await house.newGroup('GL Caen');
    await house.importLines([fiction(1, { Prénom: 'Rose' }), fiction(2, { Prénom: 'Hugo' })]);
    rose = await idOf('rose');
  });

  it('tell who opened, exported and changed the card of one person, and why', async () => {
    const { app, team } = house;
    await showParticipant(app, { account: team, card: rose });
    const asked = { account: team, format: 'csv' as const };
    await exportPeople(app, { ...asked, where: 'rose', reason: 'liste du festival' });
    await exportPeople(app, { ...asked, where: 'hugo', reason: 'liste de la collecte' });
    const change = { set: [{ key: 'ville', value: 'Caen' }], addTags: [], removeTags: [] };
    await editPeople(app, { account: team, where: 'rose', change, expected: 1 });
    const level = 'member' as const;
    await joinGroup(app, { account: team, group: 'GL Caen', where: 'rose', level, expected: 1 });
    const found = await search(rose.slice(0, 8));
    expect(found).toEqual([
      'people.import | karim | ',
      'people.open | karim | fiche consultée',
      'people.export | karim | liste du festival',
      'people.edit | karim | ',
      'people.join | karim | ',
    ]);
    await expect(search('0000')).rejects.toMatchObject({ code: 'people-card-unknown' });
    await eraseParticipant(app, { account: house.dpo, card: rose, reason: 'demande de la personne' });
    expect((await search(rose)).slice(-2)).toEqual([
      'audit.search | dpo.un | ',
      'people.erase | dpo.un | demande de la personne',
    ]);
  });

  it('tell the treatment of volunteers, how many they are, and nobody’s name', async () => {
    const { app, campaign } = house;
    const papers = await gatherPapers(app, { atMs: app.clock.nowMs() });
    const evidence = await gatherEvidence(app, { campaign: campaign.code });
    const row = await app.store.read((rows) => rows.campaigns.byCode(campaign.code));
    const nowMs = app.clock.nowMs();
    const breach = await gatherBreach(app, {
      campaigns: row ? [row] : [],
      discoveredAtMs: nowMs,
      openedAtMs: nowMs,
    });
    expect(breach.directories).toMatchObject([{ code: house.charity, people: 1, groups: 1 }]);
    expect(breach.timeline.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['people.open', 'people.export', 'people.join', 'group.create']),
    );
    const pack = { id: 'INC-DONNEES-2026-1', kinds: [], openedBy: 'dpo.un', reason: '', events: [] };
    const told = { dataProtectionOfficer: null, builtAtMs: nowMs, tool: 'Plateau' };
    const documents = [
      processingRegister(papers),
      confidentialityNote(papers),
      clientNote(papers),
      evidenceDocument(evidence),
      breachDocument({
        ...{ ...pack, ...told, facts: breach, discoveredAtMs: nowMs, openedAtMs: nowMs },
        clock: { charityDueAtMs: nowMs, authorityDueAtMs: nowMs, leftMs: 0, level: 'calm' },
      }),
    ];
    for (const document of documents) {
      const text = JSON.stringify(document);
      expect(text).toMatch(/bénévoles.*1 personne, 1 groupe/);
      for (const word of ['Hugo', 'FICTIVE', 'exemple.invalid/hugo']) expect(text).not.toContain(word);
    }
  });

  it('rebuild people and groups from a backup, offline, with equal counts, and open their cards', async () => {
    const { app } = house;
    const { backup } = await createBackup(app, { actor: house.dpo.id });
    const counts = new Map(backup.tables.map(({ table, rows }) => [table, rows]));
    expect([counts.get('participant'), counts.get('people_group'), counts.get('people_base')]).toEqual([
      1, 1, 1,
    ]);
    const keysDir = join(house.home, 'keys');
    const reading = await openBackupReading({ keysDir }, async () => 'phrase secrète de l’essai');
    try {
      const verdict = await verifyBackup(reading, { file: join(backups, `${backup.name}.tar.gz.pgp`) });
      expect(verdict).toMatchObject({ people: 1, opened: 1, closed: 0, problems: [] });
    } finally {
      reading.close();
    }
  });

  it('let more than five hundred cards leave once a second person agrees, and those very cards', async () => {
    const { app, team, dpo } = house;
    await house.importLines(Array.from({ length: 500 }, (_, at) => fiction(100 + at)));
    const asked = { account: team, where: '', format: 'csv', reason: 'transmission au siège' } as const;
    await expect(exportPeopleApproved(app, asked)).rejects.toMatchObject({ code: 'approval-needed' });
    expect((await exportPeopleApproved(app, { ...asked, where: 'hugo' })).count).toBe(1);
    const [waiting] = await listApprovals(app, dpo);
    const decision = { id: waiting?.id ?? '', as: 'approved', reason: 'liste convenue' } as const;
    await decideApproval(app, { ...decision, person: dpo });
    await expect(exportPeopleApproved(app, { ...asked, format: 'xlsx' })).rejects.toMatchObject({
      code: 'approval-needed',
    });
    expect((await exportPeopleApproved(app, asked)).count).toBe(501);
  }, 60_000);

  it('erase whoever is kept too long by decision of the data officer, and values at the end of their months', async () => {
    const { team, dpo } = house;
    const months = (count: number) => count * 31 * 86_400_000;
    const later = (count: number) => {
      return {
        ...house.app,
        clock: { ...house.app.clock, nowMs: () => house.app.clock.nowMs() + months(count) },
      };
    };
    const hugo = await idOf('hugo');
    const status = (where: string, to: 'former' | 'prospect', expected: number) =>
      editPeople(house.app, {
        ...{ account: team, where, expected },
        change: { status: to, set: [{ key: 'notes', value: 'rappeler' }], addTags: [], removeTags: [] },
      });
    await status('hugo', 'former', 1);
    await status('elodie.10', 'prospect', 10);
    const asked = { account: dpo, reason: 'durées de conservation' };
    expect(await planRetention(house.app, asked)).toMatchObject({ due: [], toTrim: 0 });
    await expect(planRetention(house.app, { account: team })).rejects.toMatchObject({
      code: 'people-forbidden',
    });

    expect(await planRetention(later(2), asked)).toMatchObject({ due: [], toTrim: 1 });
    const done = await keepNoLongerApproved(later(2), { ...asked, expected: 0 });
    expect(done).toEqual({ erased: 0, trimmed: 1, unopened: 0 });
    const { fields } = await showParticipant(house.app, { account: team, card: hugo });
    expect(fields.map(({ key }) => key)).not.toContain('notes');
    expect(await planRetention(later(2), asked)).toMatchObject({ due: [], toTrim: 0 });

    // Prospects that nobody saw for three years, but for one who came in by the web door meanwhile.
    const came = await idOf('elodie.100');
    await house.app.store.write((rows) => rows.people.noteEntered(came, later(30).clock.nowMs()));
    const { due } = await planRetention(later(40), asked);
    expect(due.map(({ status }) => status).toSorted()).toEqual(['former', ...Array(9).fill('prospect')]);
    const wrong = keepNoLonger(later(40), { ...asked, expected: 9 });
    await expect(wrong).rejects.toMatchObject({ code: 'people-count-changed' });
    expect(await keepNoLongerApproved(later(40), { ...asked, expected: 10 })).toMatchObject({ erased: 10 });
    expect(await idOf('hugo')).toBe('');
    expect(await idOf('elodie.100')).toBe(came);
    expect((await search(hugo)).slice(-1)).toEqual(['people.retention | dpo.un | durées de conservation']);
    expect(await planRetention(later(40), asked)).toMatchObject({ due: [], toTrim: 0 });

    await status('elodie.2', 'former', 100);
    const many = { ...asked, expected: 100 };
    await expect(keepNoLongerApproved(later(30), many)).rejects.toMatchObject({ code: 'approval-needed' });
  }, 60_000);
});
