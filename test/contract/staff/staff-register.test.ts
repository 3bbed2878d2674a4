import { afterEach, describe, expect, it } from 'vitest';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import { evidenceDocument } from '../../../server/domain/papers/evidence-document.ts';
import { auditChecklist } from '../../../server/domain/papers/paper-checklist.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { gatherEvidence } from '../../../server/steps/papers/gather-evidence.ts';
import { gatherPapers } from '../../../server/steps/papers/gather-papers.ts';
import { listStaff } from '../../../server/steps/staff/read-staff.ts';
import {
  dropOldContracts,
  endContract,
  type NewContract,
  recordContract,
} from '../../../server/steps/staff/record-contract.ts';
import { auditOf, type Centre, openCentre } from '../../support/call/centre.ts';
import { DPO, furnishedCustodyRoom } from '../../support/persons/custody-room.ts';
import { accountRow, CAMPAIGN } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre?.close());

const LOGIN = 'testeur.1';

function contract(change: Partial<NewContract> = {}): NewContract {
  return {
    ...{ actor: 'ops-1', login: LOGIN, kind: 'fixed-term', country: 'FR' },
    ...{ startsOn: '2026-11-20', endsOn: '2026-11-30', proof: 'signed-contract' },
    ...change,
  };
}

/** A centre on Monday 23 November whose campaign asks for the register, or says nothing of it. */
async function open(register?: 'required') {
  const settings = register ? { staff: { register } } : {};
  centre = await openCentre({ records: 3, settings });
  const [agent = accountRow()] = centre.agents;
  await centre.store.write((rows) =>
    rows.accounts.insert(accountRow({ id: 'ops-1', login: 'ops.un', role: 'ops', campaigns: [] })),
  );
  return agent;
}

async function why(agent: Parameters<typeof serveNextCard>[1]): Promise<string> {
  const next = await serveNextCard(centre, agent);
  return next.kind === 'none' ? next.why : 'a card';
}

describe('R-68 no card is served outside the dates of a contract', () => {
  it('a campaign that asks for the register serves nobody who is not in it, then whoever is', async () => {
    const agent = await open('required');
    expect(await why(agent)).toContain('Aucun contrat n’est inscrit pour vous');
    await recordContract(centre, contract());
    expect(await why(agent)).toBe('a card');
    expect(await auditOf(centre, 'contract.record')).toMatchObject([
      { actor: 'ops-1', subject: agent.id, detail: { kind: 'fixed-term', proof: 'signed-contract' } },
    ]);
  });

  it('a house that kept no register goes on calling; whoever is in it is held to its dates all the same', async () => {
    const agent = await open();
    expect(await why(agent)).toBe('a card');
    const [, other = agent] = centre.agents;
    await recordContract(centre, contract({ login: other.login, startsOn: '2026-11-24' }));
    expect(await why(other)).toBe(
      'Votre contrat commence le 24 novembre 2026 : les fiches viendront ce jour-là.',
    );
  });

  it('stops the day after the end, for the queue, a record chosen by hand and a shortened contract', async () => {
    const agent = await open();
    await recordContract(centre, contract());
    const own = centre.recordIds[0] ?? 0;
    await centre.store.write((rows) => rows.records.update(own, { queue: 'callback', owner: agent.id }));
    const end = { actor: 'ops-1', login: LOGIN, endsOn: '2026-11-22', reason: 'mission finie plus tôt' };
    expect(await endContract(centre, end)).toMatchObject({ endsOn: '2026-11-22' });
    await endContract(centre, end);
    expect(await auditOf(centre, 'contract.end')).toHaveLength(1);
    expect(await why(agent)).toContain('a pris fin le 22 novembre 2026');
    await expect(openOwnRecord(centre, { agent, recordId: own })).rejects.toMatchObject({
      code: 'contract-outside',
    });
  });
});

describe('R-68 the register', () => {
  it.each([
    [{ login: 'personne' }, 'contract-person-unknown'],
    [{ login: 'ops.un' }, 'contract-own'],
    [{ endsOn: '2026-11-19' }, 'contract-dates'],
    [{ startsOn: '2026-02-30' }, 'contract-dates'],
    [{ kind: 'temporary', endsOn: null }, 'contract-endless'],
    [{ startsOn: '2026-11-30', endsOn: null, kind: 'permanent' }, 'contract-overlap'],
  ] as const)('refuses %j as %s', async (change, code) => {
    await open();
    await recordContract(centre, contract());
    const row = { ...contract({ startsOn: '2026-12-01', endsOn: '2026-12-31' }), ...change };
    await expect(recordContract(centre, row)).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('shows a lead their own agents only, ops everybody but the charity’s observer', async () => {
    await open();
    await recordContract(centre, contract());
    await centre.store.write(async (rows) => {
      await rows.accounts.insert(accountRow({ id: 'far', login: 'loin', campaigns: ['AUTRE-2026'] }));
      await rows.accounts.insert(accountRow({ id: 'obs', login: 'asso', role: 'observer' }));
    });
    const logins = async (role: 'lead' | 'ops') =>
      (await listStaff(centre, { role, campaigns: [CAMPAIGN] })).lines.map(({ login }) => login);
    expect((await logins('lead')).toSorted()).toEqual([LOGIN, 'testeur.2']);
    expect((await logins('ops')).toSorted()).toEqual(['loin', 'ops.un', LOGIN, 'testeur.2']);
  });

  it('forgets a line five years after its end, and not a day before', async () => {
    await open();
    await recordContract(centre, contract({ startsOn: '2021-11-01', endsOn: '2021-11-23' }));
    expect(await dropOldContracts(centre)).toBe(0);
    centre.clock.advance(86_400_000);
    expect(await dropOldContracts(centre)).toBe(1);
    expect(await dropOldContracts(centre)).toBe(0);
  });
});

describe('R-68 what an auditor is shown', () => {
  it('evidence names the contracts of the campaign as it names accounts; the checklist counts, nobody named', async () => {
    const room = await furnishedCustodyRoom();
    try {
      const deps = { ...room.deps, chance: { uuid: () => 'k-1' } };
      const before = documentMarkdown(auditChecklist(await gatherPapers(deps, { atMs: room.clock.nowMs })));
      expect(before).toMatch(/Effectif par statut \| à compléter/);
      await recordContract(deps, contract({ actor: DPO, login: 'tea.une', kind: 'temporary' }));
      await deps.store.write(async (rows) => {
        const atMs = room.clock.nowMs - 5 * 3_600_000;
        await rows.floor.switchSpan('a-1', atMs, { campaign: CAMPAIGN, kind: 'production' });
        await rows.floor.switchSpan('a-1', atMs + 2 * 3_600_000, {
          campaign: 'AUTRE-2026',
          kind: 'production',
        });
        await rows.floor.switchSpan('a-1', atMs + 5 * 3_600_000);
      });
      const evidence = documentMarkdown(evidenceDocument(await gatherEvidence(deps, { campaign: CAMPAIGN })));
      expect(evidence).toMatch(
        /tea\.une \| intérim \| 20 novembre 2026 \| 30 novembre 2026 \| contrat signé/,
      );
      expect(evidence).not.toContain('Nom-Secret');
      // Three hours more were another charity’s.
      expect(evidence).toContain('2 h d’intérim');
      const after = documentMarkdown(auditChecklist(await gatherPapers(deps, { atMs: room.clock.nowMs })));
      expect(after).toContain('1 intérim');
      expect(after).toContain('5 h d’intérim');
      expect(after).not.toContain('tea.une');
    } finally {
      await room.close();
    }
  });
});
