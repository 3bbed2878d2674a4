import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { underApproval } from '../../../server/steps/approval/approvals.ts';
import { copyKeyRingApproved } from '../../../server/steps/approval/approved-acts.ts';
import { AppError } from '../../../shared/errors.ts';
import { type AccessHouse, openAccessHouse, outcomeOf } from '../../support/house/access-house.ts';
import { type CharityKeys, makeCharityKeys } from '../../support/sftp/charity-keys.ts';

/** Acts that one person alone does not do: asked by one, approved by another, bound to their parameters, done once. */
const campaign = 'UPG-FR-2026';
const HOUR = 3_600_000;
let house: AccessHouse;
let keys: CharityKeys;
beforeAll(async () => {
  house = await openAccessHouse('off');
  keys = await makeCharityKeys();
  await house.addRecords({ records: 4, donor: (number) => ({ donorId: `D${number}` }) });
  await house.hire('dpo', 'dataOfficer', { campaigns: [] });
  await house.hire('dpo2', 'dataOfficer', { campaigns: [] });
  await house.hire('ops', 'ops');
  await house.hire('cheffe', 'lead');
  await house.hire('chef-ailleurs', 'lead', { campaigns: [] });
});
afterAll(() => house.close());

const as = async (login: string) => (await house.enter(login)).rpc;
const newest = async () => (await (await as('dpo')).approvals.list.query())[0];
const decide = async (login: string, how: 'approve' | 'refuse', id: string) =>
  outcomeOf((await as(login)).approvals[how].mutate({ id, reason: 'Vu ensemble au bureau' }));

describe('the copy of a person’s data', () => {
  const exportOf = async (donor: string, login = 'dpo', publicKey = keys.publicKey) => {
    const request = { person: { by: 'donor', value: donor } as const, reason: 'courriel vérifié', publicKey };
    return (await as(login)).persons.export.mutate(request);
  };

  it('is only asked for at first; the same words, once another person agreed, do it, once', async () => {
    expect(await outcomeOf(exportOf('D1'))).toBe('approval-needed');
    expect(await outcomeOf(exportOf('D1'))).toBe('approval-needed');
    const all = await (await as('dpo')).approvals.list.query();
    expect(all).toMatchObject([{ action: 'person-export', campaign, askedBy: 'dpo', state: 'asked' }]);
    const { id } = all[0] ?? { id: '' };

    expect(await decide('dpo', 'approve', id)).toBe('approval-own');
    expect(await decide('chef-ailleurs', 'approve', id)).toBe('approval-role');
    expect(await outcomeOf(exportOf('D1'))).toBe('approval-needed');
    expect(await decide('cheffe', 'approve', id)).toBe('ok');
    expect(await decide('ops', 'refuse', id)).toBe('approval-decided');

    // Approved for that person, that key, and whoever asked: nothing else is open.
    expect(await outcomeOf(exportOf('D2'))).toBe('approval-needed');
    expect(await outcomeOf(exportOf('D1', 'dpo2'))).toBe('approval-needed');
    const other = await makeCharityKeys();
    expect(await outcomeOf(exportOf('D1', 'dpo', other.publicKey))).toBe('approval-needed');

    const done = await exportOf('D1');
    expect(done.sealed).toHaveLength(2);
    expect(await outcomeOf(exportOf('D1'))).toBe('approval-needed');
    expect(await house.actions('approval.use')).toHaveLength(1);
    expect(await house.actions('person.access')).toHaveLength(1);
  });

  it('is refused for good by the second person, and forgotten after a day', async () => {
    expect(await outcomeOf(exportOf('D3'))).toBe('approval-needed');
    const refused = (await newest())?.id ?? '';
    expect(await decide('ops', 'refuse', refused)).toBe('ok');
    expect(await outcomeOf(exportOf('D3'))).toBe('approval-needed');
    const again = (await newest())?.id ?? '';
    expect(again).not.toBe(refused);
    expect(await decide('ops', 'approve', again)).toBe('ok');
    house.clock.advance(25 * HOUR);
    // The accord itself has an end: it was not used in its day.
    expect(await outcomeOf(exportOf('D3'))).toBe('approval-needed');
    house.clock.advance(25 * HOUR);
    expect(await decide('ops', 'approve', (await newest())?.id ?? '')).toBe('approval-expired');
    expect(await house.actions('person.access')).toHaveLength(1);
  });

  it('neither the base nor the log holds what the person was named by', async () => {
    const log = await house.app.store.read(async (rows) =>
      JSON.stringify(await Array.fromAsync(rows.audit.each())),
    );
    for (const value of ['"D1"', 'courriel@', 'Testeur-Zéphyrin', '63998']) expect(log).not.toContain(value);
    expect(await outcomeOf(exportOf('D2', 'dpo'))).toBe('approval-needed');
  });

  it('whatever a program does, the base knows no second person who is the first, and no act done unapproved', async () => {
    const { id } = (await newest()) ?? { id: '' };
    const db = new DatabaseSync(join(house.home, 'data', 'plateau.db'));
    const change = (sql: string) => () => db.prepare(`UPDATE approval SET ${sql} WHERE id = ?`).run(id);
    expect(change(`state = 'used'`)).toThrow(/only an approved act/);
    expect(change(`decided_by = asked_by`)).toThrow(/CHECK/);
    expect(change(`parameters = 'x'`)).toThrow(/never changes what it is of/);
    db.close();
  });
});

describe('an objection', () => {
  it('is lifted with the person’s written request and a second person; another’s on the same number stays', async () => {
    const shared = {
      phones: [{ slot: 'TEL_FIXE', e164: '+33199001234', source: 'DONATEUR', validity: 'VALIDE' }],
    } as const;
    await house.addRecords({
      records: 2,
      from: 50,
      donor: (number) => ({ donorId: `F${number}`, ...shared }),
    });
    const rpc = await as('dpo');
    const person = (value: string) => ({ by: 'donor', value }) as const;
    for (const value of ['F50', 'F51'])
      await rpc.persons.object.mutate({ person: person(value), reason: 'lettre du 20 novembre' });
    const lift = (reference = 'COURRIER-2026-118') =>
      rpc.persons.liftObjection.mutate({
        person: person('F50'),
        reference,
        reason: 'lettre signée, identité vue',
      });
    expect(await outcomeOf(lift())).toBe('approval-needed');
    expect(await decide('dpo2', 'approve', (await newest())?.id ?? '')).toBe('ok');
    expect(await outcomeOf(lift('COURRIER-2026-119'))).toBe('approval-needed');
    expect(await lift()).toMatchObject({ records: 1, kept: 1 });
    const found = async (value: string) => (await rpc.persons.find.mutate(person(value)))[0]?.records[0];
    expect(await found('F50')).toMatchObject({ suppressed: false, state: 'excluded' });
    expect(await found('F51')).toMatchObject({ suppressed: true });
    const blind = await house.app.vault.blind(house.campaign.charity, 'phone', '+33199001234');
    await house.app.store.read(async (rows) =>
      expect(await rows.records.isSuppressed(house.campaign.charity, blind)).toBe(true),
    );
    expect(await house.actions('person.objection-lift')).toMatchObject([
      { detail: { reference: 'COURRIER-2026-118' } },
    ]);
    expect(
      await outcomeOf(
        rpc.persons.liftObjection.mutate({
          person: person('F50'),
          reference: 'Dupont Jeanne',
          reason: 'lettre signée',
        }),
      ),
    ).toBe('input-invalid');
  });
});

describe('a copy of the key ring', () => {
  it('made on the host waits for a data officer; ops, who run the machine, cannot agree to it', async () => {
    const folder = join(house.home, 'usb');
    await house.app.exchange.addOfficerKey(keys.publicKey, false);
    const copy = () => copyKeyRingApproved(house.app, { folder, actor: 'host:essai' });
    expect(await outcomeOf(copy())).toBe('approval-needed');
    const asked = await newest();
    expect(asked).toMatchObject({ action: 'key-copy', askedBy: 'host:essai' });
    expect(await decide('ops', 'approve', asked?.id ?? '')).toBe('approval-role');
    expect(await decide('dpo', 'approve', asked?.id ?? '')).toBe('ok');
    expect((await copy()).parts.length).toBeGreaterThan(0);
    expect(await outcomeOf(copy())).toBe('approval-needed');
  });
});

describe('an act that fails', () => {
  const act = {
    action: 'purge',
    campaign,
    parameters: { essai: 1 },
    actor: 'essai',
    reason: 'Essai de refus',
  } as const;
  const approve = async () => decide('dpo', 'approve', (await newest())?.id ?? '');

  it('gives the accord back after a refusal, not after a bug', async () => {
    const refuse = () =>
      Promise.reject(new AppError({ code: 'away', kind: 'unavailable', message: 'X.', hint: 'Y.' }));
    const crash = () => Promise.reject(new Error('panne fictive'));
    const run = (work: () => Promise<string>) => outcomeOf(underApproval(house.app, act, work));
    expect(await run(async () => 'fait')).toBe('approval-needed');
    expect(await approve()).toBe('ok');
    expect(await run(refuse)).toBe('away');
    expect(await run(refuse)).toBe('away');
    expect(await run(crash)).toContain('panne fictive');
    expect(await run(async () => 'fait')).toBe('approval-needed');
  });

  it('two at the same instant under one accord: one is done', async () => {
    let done = 0;
    const parameters = { essai: 2 };
    const run = () =>
      underApproval(house.app, { ...act, parameters }, async () => {
        done += 1;
        return 'fait';
      });
    await outcomeOf(run());
    await approve();
    expect((await Promise.all([run(), run()].map(outcomeOf))).sort()).toEqual(['approval-needed', 'ok']);
    expect(done).toBe(1);
  });

  it('a reason that tells a health or an account is not kept', async () => {
    const reason = 'donatrice séropositive, IBAN FR76 3000 6000 0112 3456 7890 189';
    expect(await outcomeOf(underApproval(house.app, { ...act, reason }, async () => 'x'))).toBe(
      'reason-personal',
    );
  });
});

describe('the purge', () => {
  it('through the commands’ own door: two accounts, the code still typed, one certificate', async () => {
    const ops = await as('ops');
    await ops.operations.closeCampaign.mutate({ campaign, reason: 'Fin de campagne' });
    const request = {
      campaign,
      typedCode: campaign,
      verifier: 'Testeuse Vérificatrice',
      forceReason: 'essai sans dépôt',
    };
    const run = async (change = {}) => (await as('dpo')).privacy.runPurge.mutate({ ...request, ...change });
    expect(await outcomeOf(run({ campaign: 'JAMAIS-1' }))).toBe('campaign-unknown');
    expect(await outcomeOf(run())).toBe('approval-needed');
    expect(await house.app.store.read(async (rows) => (await rows.campaigns.byCode(campaign))?.state)).toBe(
      'closed',
    );
    expect(await decide('cheffe', 'approve', (await newest())?.id ?? '')).toBe('ok');
    expect(await outcomeOf(run({ verifier: 'Une Autre' }))).toBe('approval-needed');
    expect(await outcomeOf(run({ typedCode: 'UPG-FR-2025' }))).toBe('code-mismatch');
    const report = await run();
    expect(report.certificateNumber).toContain('ATT-UPG-FR-2026');
    expect(readdirSync(join(house.home, 'data', 'certificates')).length).toBeGreaterThan(0);
    // What was asked about its persons is gone with it; who agreed to the end of it stays.
    const left = await (await as('dpo')).approvals.list.query();
    expect(left.filter((one) => one.campaign === campaign).map((one) => one.action)).not.toContain(
      'person-export',
    );
    expect(left.find((one) => one.state === 'used' && one.action === 'purge')).toMatchObject({
      askedBy: 'dpo',
      decidedBy: 'cheffe',
    });
  });
});
