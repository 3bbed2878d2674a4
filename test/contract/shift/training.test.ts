import { afterEach, describe, expect, it } from 'vitest';
import { versionedAids } from '../../../server/domain/campaign/aids-version.ts';
import { readAids } from '../../../server/steps/campaign/read-aids.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { beginPractice, passPractice } from '../../../server/steps/shift/practise.ts';
import { readDiary } from '../../../server/steps/shift/read-diary.ts';
import { listTraining, recordTraining } from '../../../server/steps/shift/record-training.ts';
import type { PracticeResult } from '../../../shared/practice.ts';
import { auditOf, type Centre, openCentre, paris } from '../../support/call/centre.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';
import { accountRow, campaignRow } from '../../support/store/store-rows.ts';
import { playPractice } from '../../support/workstation/practice-keys.ts';
import { press, startState, tell } from '../../support/workstation/workstation-driver.ts';

let centre: Centre;
afterEach(() => centre.close());

const reference = loadedCampaign('upgrade-fr');
const CODE = reference.settings.code;
const aids = versionedAids(reference.aids)!;

/** A centre whose agent calls for the reference campaign, and has not practised. */
async function open(records = 1) {
  centre = await openCentre({ records: 0, agents: 1 });
  const { settings, script } = reference;
  const campaign = campaignRow({
    code: CODE,
    charity: settings.charity.code,
    settings,
    scriptVersion: script.version,
  });
  await centre.vault.createCampaign(CODE, campaign.charity);
  const agent = accountRow({ id: 'agent-9', login: 'testeur.9', campaigns: [CODE] });
  const lead = accountRow({ id: 'lead-1', login: 'cheffe', role: 'lead', campaigns: [CODE] });
  await centre.store.write(async (rows) => {
    await rows.campaigns.save(campaign, script);
    await rows.aids.setCurrent(CODE, aids);
    for (const one of [agent, lead]) await rows.accounts.insert(one);
  });
  await centre.addRecords({ campaign, records });
  return { agent, lead, deps: { ...centre, training: { elsewhere: false } } };
}

function resultOf(state: ReturnType<typeof startState>): PracticeResult {
  const { exercises, done, start } = state.practice!;
  return {
    campaign: start.campaign,
    answers: exercises.map((exercise, at) => ({ exercise, outcome: done[at]! })),
  };
}

/** The whole practice, played by keys on what the server gave. */
function practised(start: Awaited<ReturnType<typeof beginPractice>>): PracticeResult {
  const idle = tell(startState(), {
    type: 'no-card',
    why: 'À passer.',
    retryAtMs: start.card.nowMs + 60_000,
  });
  const begun = tell(press(idle, 'ctrl-x'), {
    type: 'practice-came',
    start,
    script: reference.script,
    aids,
  });
  return resultOf(playPractice(begun));
}

describe('R-12: no real card before the practice is passed', () => {
  it('refuses with the way out, practises on a person who cannot exist, then serves', async () => {
    const { agent, deps } = await open();
    const refused = await serveNextCard(deps, agent);
    expect(refused).toMatchObject({ kind: 'none', toPractise: [CODE] });
    expect(refused.kind === 'none' && refused.why).toContain('entraînement');
    const [id = 0] = await centre.store.read(async (rows) =>
      (await Array.fromAsync(rows.records.each(CODE))).map((one) => one.id),
    );
    await centre.store.write((rows) => rows.records.update(id, { queue: 'callback', owner: agent.id }));
    await expect(openOwnRecord(deps, { agent, recordId: id })).rejects.toMatchObject({
      code: 'practise-first',
    });
    const start = await beginPractice(deps, { agent });
    expect(start.card.donor).toMatchObject({
      lastName: 'Testeur',
      fields: { EMAIL: 'z.testeur@exemple.invalid' },
    });
    expect(await centre.store.read((rows) => rows.floor.presenceOf(agent.id))).toMatchObject({
      state: 'pause',
    });

    const passedAtMs = centre.clock.nowMs();
    const { campaign, answers } = practised(start);
    expect(await passPractice(deps, { agent, campaign, answers })).toEqual({ passedAtMs });
    expect(await auditOf(centre, 'training.pass')).toMatchObject([
      { actor: agent.id, campaign: CODE, subject: agent.id },
    ]);
    const served = await serveNextCard(deps, agent);
    expect(served).toMatchObject({
      kind: 'card',
      card: { campaign: { code: CODE, aidsVersion: aids.version } },
    });

    centre.clock.advance(60_000);
    expect(await passPractice(deps, { agent, campaign, answers })).toEqual({ passedAtMs });
  });

  it('judges again: a missing or a wrong exercise is refused, and nothing is recorded', async () => {
    const { agent, deps } = await open();
    const { campaign, answers } = practised(await beginPractice(deps, { agent }));
    const pass = (given: PracticeResult['answers']) =>
      passPractice(deps, { agent, campaign, answers: given });
    await expect(pass(answers.slice(1))).rejects.toThrow('il manque un exercice');
    const swapped = answers.map((one, at) => (at === 0 ? { ...one, outcome: answers[1]!.outcome } : one));
    await expect(pass(swapped)).rejects.toThrow('il fallait enregistrer l’accord');
    const other = { agent, campaign: 'AUTRE-2026', answers };
    await expect(passPractice(deps, other)).rejects.toThrow('rien à essayer');
    expect(await centre.store.read((rows) => rows.training.all())).toEqual([]);
    expect(await serveNextCard(deps, agent)).toMatchObject({ kind: 'none' });
  });

  it('a lead records a training done elsewhere, once; an installation that trains elsewhere is not asked', async () => {
    const { agent, lead, deps } = await open(2);
    expect(await serveNextCard({ ...deps, training: { elsewhere: true } }, agent)).toMatchObject({
      kind: 'card',
    });
    expect(await listTraining(deps, lead)).toMatchObject([{ login: 'testeur.9', campaign: CODE }]);
    expect((await listTraining(deps, lead))[0]).not.toHaveProperty('passed');
    const record = (login: string, campaign = CODE) =>
      recordTraining(deps, { lead, login, campaign, reason: 'Journée de formation' });
    await expect(record('personne')).rejects.toThrow('Aucun téléacteur');
    await expect(record('testeur.9', 'AUTRE-2026')).rejects.toThrow('n’appelle pas pour cette campagne');
    const { passedAtMs } = await record('testeur.9');
    centre.clock.advance(60_000);
    expect(await record('testeur.9')).toEqual({ passedAtMs });
    expect(await listTraining(deps, lead)).toMatchObject([
      { passed: { atMs: passedAtMs, kind: 'outside', by: 'cheffe' } },
    ]);
    expect(await auditOf(centre, 'training.pass')).toMatchObject([
      { actor: lead.id, reason: 'Journée de formation' },
    ]);
  });
});

describe('notes, objections and diary', () => {
  it('are served by version to the agents of the campaign only', async () => {
    const { agent, deps } = await open();
    expect(await readAids(deps, agent, { campaign: CODE, version: aids.version })).toEqual(aids);
    const stranger = { campaigns: ['AUTRE-2026'] };
    for (const who of [
      { who: stranger, version: aids.version },
      { who: agent, version: 'inconnue' },
    ])
      await expect(readAids(deps, who.who, { campaign: CODE, version: who.version })).rejects.toThrow(
        'à votre disposition',
      );
    await centre.store.write((rows) => rows.aids.setCurrent(CODE, undefined));
    expect(await centre.store.read((rows) => rows.aids.currentVersion(CODE))).toBeUndefined();
    expect(await readAids(deps, agent, { campaign: CODE, version: aids.version })).toEqual(aids);
  });

  it('the diary tells when the agent’s own callbacks are due, soonest first, and opens nobody', async () => {
    const { agent, deps } = await open(3);
    const ids = await centre.store.read(async (rows) =>
      (await Array.fromAsync(rows.records.each(CODE))).map(({ id }) => id),
    );
    const dues = ['2026-11-25T10:00', '2026-11-24T18:00', '2026-11-23T09:00'].map(paris);
    await centre.store.write(async (rows) => {
      for (const [at, id] of ids.entries())
        await rows.records.update(id, {
          queue: 'callback',
          dueAtMs: dues[at]!,
          owner: at === 0 ? null : agent.id,
          disposition: 'RP_PERSO',
        });
    });
    const diary = await readDiary(deps, agent);
    expect(diary.atMs).toEqual([dues[2], dues[1]]);
    expect(await auditOf(centre, 'record.open')).toEqual([]);
  });

  it('go with the campaign when it is purged', async () => {
    const { agent, lead, deps } = await open();
    await recordTraining(deps, {
      lead,
      login: agent.login,
      campaign: CODE,
      reason: 'Journée de formation',
    });
    await centre.store.write((rows) => rows.campaigns.setState(CODE, 'purging'));
    const counts = await centre.store.write((rows) => rows.purges.eraseCampaign(CODE));
    const erased = new Map(counts.map(({ table, rows }) => [table, rows]));
    expect([erased.get('training'), erased.get('campaign_aids')]).toEqual([1, 1]);
    expect(await centre.store.read((rows) => rows.training.all())).toEqual([]);
  });
});
