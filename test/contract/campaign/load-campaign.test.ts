import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { isFileOf } from '../../../server/domain/said/script-draft.ts';
import type { ScriptKind } from '../../../server/domain/said/script-parts.ts';
import type { Store } from '../../../server/ports/store.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { approveScript, submitScript } from '../../../server/steps/script/script-approve.ts';
import { importScript } from '../../../server/steps/script/script-import.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { layKeyRing } from '../../support/house/laid-key-ring.ts';
import { openLaidStore } from '../../support/store/laid-base.ts';
import { accountRow } from '../../support/store/store-rows.ts';

const CODE = 'UPG-FR-2026';
const actor = 'essai';

let room: string;
let dir: string;
let store: Store;
let vault: KeyRingVault;

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'plateau-campaign-'));
  dir = join(room, 'campagne');
  cpSync(REFERENCE_CAMPAIGN, dir, { recursive: true });
});

afterEach(() => {
  rmSync(room, { recursive: true, force: true });
});

const load = (approvedBy?: string) =>
  loadCampaign(
    { store, vault, clock: { nowMs: () => 1_795_000_000_000 }, campaignFolder: openCampaignFolder() },
    { dir, actor, approvedBy },
  );
/** The charity's approval of what the folder says, recorded by two people. */
async function approve(kind: ScriptKind, by: string): Promise<void> {
  const [ops, officer] = [accountRow({ id: 'ops-1', role: 'ops' }), accountRow({ role: 'dataOfficer' })];
  const files = new Map(
    readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap((path) =>
      isFileOf(kind, path) ? [[path, readFileSync(join(dir, path), 'utf8')]] : [],
    ),
  );
  const deps = { store, clock: { nowMs: () => 1_795_000_000_000 } };
  const done = await importScript(deps, { campaign: CODE, kind, account: ops, files });
  if (done.kind === 'faulty') throw new Error('a sound folder');
  const key = { campaign: CODE, kind, version: done.life.version };
  await submitScript(deps, { ...key, account: ops });
  await approveScript(deps, { ...key, account: officer, by, hash: done.life.hash });
}
const stored = () => store.read((rows) => rows.campaigns.byCode(CODE));
const audited = async () =>
  (await store.read(async (rows) => await Array.fromAsync(rows.audit.each()))).filter((row) =>
    row.action.startsWith('campaign.'),
  );
const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });

function edit(file: string, from: string, to: string): void {
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe('loading a campaign', () => {
  beforeEach(async () => {
    const setting = { keysDir: join(room, 'keys'), passphrase: async () => 'phrase secrète d’essai' };
    await layKeyRing(setting);
    vault = await openVault(setting);
    store = openLaidStore(join(room, 'plateau.db'));
  });

  afterEach(() => {
    store.close();
    vault.close();
  });

  it('creates its key, its row and its script, and audits it', async () => {
    const loaded = await load();
    expect(loaded).toMatchObject({ outcome: 'created', campaign: CODE, scriptVersion: 'upg-fr-3' });
    expect(await stored()).toMatchObject({
      state: 'open',
      charity: 'UNION',
      createdAtMs: 1_795_000_000_000,
      keyFingerprint: loaded.keyFingerprint,
    });
    expect(await vault.campaignPublicKey(CODE)).toContain('PUBLIC KEY');
    const script = await store.read((rows) => rows.campaigns.script(CODE, 'upg-fr-3'));
    expect(Object.keys(script?.nodes ?? {})[0]).toBe('accroche');
    expect(await audited()).toMatchObject([
      { action: 'campaign.create', actor, campaign: CODE, subject: 'upg-fr-3' },
    ]);
  });

  it('the same folder again writes nothing', async () => {
    const first = await load();
    expect(await load()).toEqual({ ...first, outcome: 'unchanged' });
    expect(await audited()).toHaveLength(1);
  });

  it('R-07 a new script version replaces the one in use and keeps the old one', async () => {
    await load();
    edit('script.yaml', 'version: upg-fr-3', 'version: upg-fr-4');
    edit('script.yaml', 'D’abord, un grand merci.', 'Tout d’abord, merci beaucoup.');
    await expect(load()).rejects.toEqual(refused('script-not-approved'));
    // Whoever loads cannot approve.
    await expect(load('Mme Exemple')).rejects.toEqual(refused('script-not-approved'));
    expect((await stored())?.scriptVersion).toBe('upg-fr-3');
    const approved = 'Mme Exemple, avenant 2';
    await approve('script', approved);
    expect(await load()).toMatchObject({ outcome: 'updated', scriptVersion: 'upg-fr-4' });
    const lives = (await store.read((rows) => rows.scriptLives.ofCampaign(CODE))).filter(
      (one) => one.kind === 'script',
    );
    expect(lives.map((one) => [one.version, one.state, one.approval])).toEqual([
      ['upg-fr-3', 'retired', 'à la création'],
      ['upg-fr-4', 'in-force', approved],
    ]);
    const say = async (version: string) =>
      (await store.read((rows) => rows.campaigns.script(CODE, version)))?.nodes.merci?.say;
    expect(await say('upg-fr-3')).toContain('D’abord, un grand merci.');
    expect(await say('upg-fr-4')).toContain('Tout d’abord, merci beaucoup.');
  });

  it('R-07 refuses another text under the same version, and changes nothing', async () => {
    await load();
    edit('script.yaml', 'D’abord, un grand merci.', 'Tout d’abord, merci.');
    edit('campaign.yaml', 'processed: 75', 'processed: 80');
    await expect(load()).rejects.toEqual(refused('script-version-reused'));
    expect((await stored())?.settings.targets.processed).toBe(75);
    expect(await audited()).toHaveLength(1);
  });

  it('R-03 takes another theme during the campaign', async () => {
    const first = await load();
    edit('campaign.yaml', 'code: PROXIMITE', 'code: ACCUEIL');
    await expect(load()).rejects.toEqual(refused('script-not-approved'));
    await approve('themes', 'Mme Exemple, avenant 2');
    expect(await load()).toMatchObject({ outcome: 'updated', keyFingerprint: first.keyFingerprint });
    expect((await stored())?.settings.themes[0]?.code).toBe('ACCUEIL');
  });

  const UNAPPROVED: readonly (readonly [string, string, string, string])[] = [
    ['les thèmes', 'campaign.yaml', 'Cette année, notre défi', 'Aujourd’hui, notre défi'],
    ['les profils', 'campaign.yaml', 'RUE: [STREET', 'RUE: [ROUTE, STREET'],
    ['les montants proposés', 'campaign.yaml', 'first: 15, second: 10', 'first: 16, second: 10'],
    ['les mentions', 'campaign.yaml', 'replyTo: ', 'replyTo: autre-'],
    ['les e-mails', 'emails/agreement.subject.liquid', 'Votre soutien', 'Le soutien'],
    ['les notes et objections', 'objections.yaml', 'Votre don actuel', 'Le don actuel'],
  ];
  it.each(UNAPPROVED)('R-64 refuses to change %s of an open campaign', async (named, file, from, to) => {
    await load();
    const before = [await stored(), await store.read((rows) => rows.aids.currentVersion(CODE))];
    edit(file, from, to);
    edit('campaign.yaml', 'processed: 75', 'processed: 80');
    const message = expect.stringContaining(named);
    const refusal = expect.objectContaining({ code: 'script-not-approved', message });
    await expect(load()).rejects.toEqual(refusal);
    expect([await stored(), await store.read((rows) => rows.aids.currentVersion(CODE))]).toEqual(before);
  });

  it('R-64 puts another approved theme first without anybody’s approval', async () => {
    await load();
    const path = join(dir, 'campaign.yaml');
    const [, first = '', second = ''] =
      /themes:\n([\s\S]*?)( {2}- code: DEPISTAGE[\s\S]*?)\n\n/.exec(readFileSync(path, 'utf8')) ?? [];
    edit('campaign.yaml', `${first}${second}`, `${second}\n${first}`);
    expect(await load()).toMatchObject({ outcome: 'updated' });
    expect((await stored())?.settings.themes[0]?.code).toBe('DEPISTAGE');
  });

  it('R-64 changes hours, paces and targets without anybody’s approval', async () => {
    await load();
    edit('campaign.yaml', 'processed: 75', 'processed: 80');
    expect(await load()).toMatchObject({ outcome: 'updated' });
    expect((await stored())?.settings.targets.processed).toBe(80);
    expect((await store.read((rows) => rows.scriptLives.ofCampaign(CODE))).map(({ kind }) => kind)).toEqual([
      ...['script', 'notes', 'themes', 'ladder', 'mentions', 'emails'],
    ]);
  });

  it('R-64 keeps the notes and objections that were approved', async () => {
    await load();
    rmSync(join(dir, 'knowledge'), { recursive: true });
    rmSync(join(dir, 'objections.yaml'));
    rmSync(join(dir, 'modules.yaml'));
    await expect(load()).rejects.toEqual(refused('script-notes-missing'));
  });

  it('refuses another charity, kind or country under the same code', async () => {
    await load();
    edit('campaign.yaml', '  code: UNION', '  code: AUTRE');
    await expect(load()).rejects.toEqual(refused('campaign-identity-changed'));
  });

  it.each(['closed', 'purging', 'purged'] as const)('refuses a campaign that is %s', async (state) => {
    await load();
    await store.write((rows) => rows.campaigns.setState(CODE, state));
    edit('campaign.yaml', 'processed: 75', 'processed: 80');
    await expect(load()).rejects.toEqual(refused('campaign-not-open'));
  });

  it('a purged campaign’s key does not come back', async () => {
    await load();
    await store.write((rows) => rows.campaigns.setState(CODE, 'purged'));
    await vault.destroyCampaign(CODE);
    await expect(load()).rejects.toEqual(refused('campaign-not-open'));
    await expect(vault.campaignPublicKey(CODE)).rejects.toEqual(refused('campaign-key-missing'));
  });

  it('refuses a faulty folder with every problem, before any key is made', async () => {
    edit('script.yaml', 'to: repli }', 'to: replis }');
    edit('campaign.yaml', 'processed: 75', 'processed: 750');
    const error = await load().catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'campaign-invalid',
      problems: [{ file: 'campaign.yaml' }, { file: 'script.yaml' }],
    });
    expect(await stored()).toBeUndefined();
    await expect(vault.campaignPublicKey(CODE)).rejects.toEqual(refused('campaign-key-missing'));
  });
});
