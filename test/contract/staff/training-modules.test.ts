import { afterEach, describe, expect, it } from 'vitest';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import { evidenceDocument } from '../../../server/domain/papers/evidence-document.ts';
import { readAbout } from '../../../server/domain/review/decision-about.ts';
import { readAids } from '../../../server/steps/campaign/read-aids.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { gatherEvidence } from '../../../server/steps/papers/gather-evidence.ts';
import { addDecision } from '../../../server/steps/review/add-decision.ts';
import { beginPractice } from '../../../server/steps/shift/practise.ts';
import { listTraining } from '../../../server/steps/shift/record-training.ts';
import { passModule } from '../../../server/steps/shift/training-modules.ts';
import { listSessions, recordSession } from '../../../server/steps/shift/training-sessions.ts';
import { auditOf, type Centre, openCentre } from '../../support/call/centre.ts';
import { DPO, furnishedCustodyRoom } from '../../support/persons/custody-room.ts';
import { accountRow, CAMPAIGN } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre?.close());

const question = { asks: 'Que dire ?', choices: ['Bonjour', 'Rien'], why: 'On salue.', note: 'L’accueil' };
const AIDS = {
  version: 'notes-1',
  notes: [{ title: 'L’accueil', text: 'On salue.' }],
  objections: [],
  modules: ['association', 'inclusion'].map((code) => ({
    ...{ code, title: `Module ${code}`, read: 'À lire.' },
    questions: [
      { ...question, right: 1 },
      { ...question, right: 2 },
    ],
  })),
};

async function open(modules?: 'required') {
  const settings = modules ? { staff: { modules } } : {};
  centre = await openCentre({ records: 3, settings });
  const lead = accountRow({ id: 'lead-1', login: 'cheffe', role: 'lead' });
  await centre.store.write(async (rows) => {
    await rows.aids.setCurrent(CAMPAIGN, AIDS);
    await rows.accounts.insert(lead);
  });
  const [agent = lead] = centre.agents;
  return { agent, lead };
}

const held = {
  campaign: CAMPAIGN,
  heldOn: '2026-11-23',
  place: 'remote',
  givenBy: 'charity',
  minutes: 90,
} as const;

describe('R-69 modules of the charity', () => {
  it('a campaign that requires them serves nobody before each is learned, at the workstation or in a session', async () => {
    const { agent, lead } = await open('required');
    expect(await serveNextCard(centre, agent)).toMatchObject({ kind: 'none', toPractise: [CAMPAIGN] });
    expect(await beginPractice(centre, { agent })).toMatchObject({ modules: ['association', 'inclusion'] });
    const answers = [1, 2];
    await passModule(centre, { agent, campaign: CAMPAIGN, module: 'association', answers });
    await passModule(centre, { agent, campaign: CAMPAIGN, module: 'association', answers });
    expect(await auditOf(centre, 'training.module')).toHaveLength(1);
    expect(await serveNextCard(centre, agent)).toMatchObject({ kind: 'none' });
    await recordSession(centre, { ...held, lead, module: 'inclusion', attended: [agent.login] });
    expect(await serveNextCard(centre, agent)).toMatchObject({ kind: 'card' });
    expect((await listTraining(centre, lead)).map((one) => one.modules)).toContainEqual({
      learned: 2,
      of: 2,
    });
  });

  it('a campaign of before, or one that does not require them, serves as it did', async () => {
    const { agent } = await open();
    expect(await serveNextCard(centre, agent)).toMatchObject({ kind: 'card' });
  });

  it('the server judges again: one wrong answer, one missing, an unknown module pass nothing', async () => {
    const { agent } = await open('required');
    const pass = (module: string, answers: readonly number[]) => () =>
      passModule(centre, { agent, campaign: CAMPAIGN, module, answers });
    await expect(pass('inclusion', [1, 1])()).rejects.toThrow('n’est pas la bonne');
    await expect(pass('inclusion', [1])()).rejects.toThrow('n’est pas la bonne');
    await expect(pass('inconnu', [1, 2])()).rejects.toThrow(
      expect.objectContaining({ hint: 'Modules : association, inclusion.' }),
    );
    expect(await centre.store.read((rows) => rows.modules.passes(CAMPAIGN))).toEqual([]);
  });

  it('a session names its people, not before its day and only agents of the campaign', async () => {
    const { agent, lead } = await open();
    const session = { ...held, lead, module: 'inclusion', attended: [agent.login, agent.login] };
    await recordSession(centre, session);
    expect(await listSessions(centre, { campaign: CAMPAIGN, account: lead })).toMatchObject([
      { title: 'Module inclusion', attended: [agent.login], recordedBy: 'cheffe', minutes: 90 },
    ]);
    await expect(recordSession(centre, { ...session, heldOn: '2026-11-24' })).rejects.toThrow(
      'pas encore venu',
    );
    await expect(recordSession(centre, { ...session, attended: ['cheffe'] })).rejects.toThrow(
      'pas un téléacteur',
    );
  });
});

describe('R-69 good practices of the weekly meeting', () => {
  it('reach the knowledge key with the next card, newest first, and change its version', async () => {
    const { agent, lead } = await open();
    const before = await serveNextCard(centre, agent);
    expect(before).toMatchObject({ card: { campaign: { aidsVersion: 'notes-1' } } });
    const about = readAbout('pratique');
    for (const text of ['Relire l’adresse lettre par lettre.', 'Laisser un silence après le merci.']) {
      await addDecision(centre, { campaign: CAMPAIGN, about: about!, text, account: lead });
      centre.clock.advance(60_000);
    }
    const card = await serveNextCard(centre, agent);
    expect(card).toMatchObject({ card: { campaign: { aidsVersion: 'notes-1+2' } } });
    const { notes, version } = await readAids(centre, agent, { campaign: CAMPAIGN, version: 'notes-1+2' });
    expect(version).toBe('notes-1+2');
    expect(notes.at(-1)).toEqual({
      title: 'Bonnes pratiques de l’équipe',
      text: [
        '• Laisser un silence après le merci. (23 novembre 2026)',
        '• Relire l’adresse lettre par lettre. (23 novembre 2026)',
      ].join('\n'),
    });
  });
});

describe('R-69 evidence', () => {
  it('lists modules passed and sessions with attendance', async () => {
    const room = await furnishedCustodyRoom();
    try {
      const deps = { ...room.deps, chance: { uuid: () => 's-1' } };
      await deps.store.write(async (rows) => {
        await rows.aids.setCurrent(CAMPAIGN, AIDS);
        await rows.modules.addPass({
          account: 'a-1',
          campaign: CAMPAIGN,
          module: 'association',
          passedAtMs: room.clock.nowMs,
        });
      });
      const lead = accountRow({ id: DPO, role: 'lead' });
      await recordSession(deps, { ...held, lead, module: 'inclusion', attended: ['tea.une'] });
      const text = documentMarkdown(evidenceDocument(await gatherEvidence(deps, { campaign: CAMPAIGN })));
      expect(text).toMatch(/Module association \| tea\.une \|/);
      expect(text).toMatch(/Module inclusion \| à distance \| l’association \| 90 min \| tea\.une/);
    } finally {
      await room.close();
    }
  });
});
