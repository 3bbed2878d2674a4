import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectLineBoard } from '../../../scripts/cli/line/line-board-desk.ts';
import { NEEDED } from '../../../server/asterisk/pbx-examination.ts';
import { openHttpTextSender } from '../../../server/gateways/http-text-sender.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { examineHouse } from '../../../server/steps/house/examine-house.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { type AccessHouse, openAccessHouse, outcomeOf } from '../../support/house/access-house.ts';
import { gatewayTexts } from '../../support/line/text-rooms.ts';
import { AMI_USER, type ScriptedAmi, scriptedAmi } from '../../support/telephony/scripted-ami.ts';

const TOKEN = 'jeton-d-essai-0123456789-abcdefghij';
const NUMBER = '+33639980042';
const SOON = { timeout: 10_000 };
const caller = (id: string, queue = 'promesses') => ({ Uniqueid: id, CallerIDNum: NUMBER, Queue: queue });
const SEAT = { Interface: 'Local/MAISON-01@plateau-seats/n', MemberName: 'MAISON-01' };

/** A real server with the shipped line, a PBX played on loopback, a lead at the board. */
let ami: ScriptedAmi;
let house: AccessHouse;
let secrets: string;
let board: Awaited<ReturnType<typeof connectLineBoard>>;
let shown: readonly LineBoard[] = [];
const now = () => shown[0];

beforeAll(async () => {
  ami = await scriptedAmi();
  secrets = mkdtempSync(join(tmpdir(), 'plateau-salle-'));
  for (const [name, text] of [
    ['pbx', AMI_USER.secret()],
    ['salle', TOKEN],
  ] as const)
    writeFileSync(join(secrets, name), text, { mode: 0o600 });
  house = await openAccessHouse('off', {
    PLATEAU_PBX_URL: `ami://${AMI_USER.user}@127.0.0.1:${ami.port}`,
    PLATEAU_PBX_SECRET_FILE: join(secrets, 'pbx'),
    PLATEAU_WALLBOARD_LISTEN: '127.0.0.1:0',
    PLATEAU_WALLBOARD_TOKEN_FILE: join(secrets, 'salle'),
  });
  await house.app.vault.createCampaign('PL-2026', 'UNION');
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  await house.hire('chef.ligne', 'lead', { campaigns: ['PL-2026'] });
  await house.hire('chef.autre', 'lead');
  await house.hire('ops.un', 'ops', { campaigns: [] });
  const { token } = await house.enter('chef.ligne');
  board = await connectLineBoard({ url: house.server.url, token });
  board.desk.onBoards((boards) => {
    shown = boards;
  });
});
afterAll(async () => {
  await board?.close();
  await house?.close();
  await ami?.close();
  rmSync(secrets, { recursive: true, force: true });
});

describe('a line on the lead’s board', () => {
  it('shows a call as the PBX tells it: waiting, then talking, then counted', async () => {
    await expect.poll(() => now()?.line.state, SOON).toBe('up');
    ami.tell('QueueCallerJoin', caller('1796.1'));
    await expect.poll(() => now()?.waiting.count, SOON).toBe(1);
    ami.tell('AgentCalled', { ...caller('1796.1'), ...SEAT });
    ami.tell('AgentConnect', { ...caller('1796.1'), ...SEAT });
    await expect.poll(() => now()?.talking, SOON).toBe(1);
    ami.tell('AgentComplete', { ...caller('1796.1'), ...SEAT, Reason: 'caller' });
    await expect.poll(() => now()?.talking, SOON).toBe(0);
    await expect.poll(() => now()?.counts.answered, SOON).toBe(1);
    expect(now()?.sites[0]).toMatchObject({ site: 'MAISON', talking: 0, counts: { came: 1, answered: 1 } });
  });

  it('is told that the line is cut, and that it is back', async () => {
    ami.cut();
    await expect.poll(() => now()?.line.state, { ...SOON, interval: 10 }).toBe('down');
    await expect.poll(() => now()?.line.state, SOON).toBe('up');
    ami.tell('QueueCallerJoin', caller('1796.2'));
    ami.tell('QueueCallerAbandon', caller('1796.2'));
    await expect.poll(() => now()?.counts, SOON).toMatchObject({ came: 2, answered: 1, abandoned: 1 });
  });

  it('is seen by its own lead and by ops, and by nobody else', async () => {
    const { rpc: other } = await house.enter('chef.autre');
    const { rpc: ops } = await house.enter('ops.un');
    expect(await other.line.boards.query()).toEqual([]);
    expect((await ops.line.boards.query()).map(({ campaign }) => campaign)).toEqual(['PL-2026']);
    await house.hire('tea.un', 'agent');
    const { rpc: agent } = await house.enter('tea.un');
    expect(await outcomeOf(agent.line.boards.query())).toBe('role-refused');
  });

  it('is examined by the doctor: each of its queues is asked for, and a missing one is told', async () => {
    const sound = {
      ModuleCheck: [{ Response: 'Error', Message: 'Module not loaded' }],
      ...Object.fromEntries(NEEDED.map((name) => [`ModuleCheck ${name}`, [{ Response: 'Success' }]])),
      CoreSettings: [{ Response: 'Success', CoreCDRenabled: 'No' }],
      GetConfig: [{ Response: 'Success', 'Line-000000-000000': 'queue_log=no' }],
    };
    for (const [action, entries] of Object.entries(sound)) ami.answers(action, entries);
    const line = async () =>
      (await examineHouse(house.app)).find(({ part }) => part === 'ligne téléphonique');
    const queues = ['promesses', 'promesses-partenaire', 'ecoute'];
    const params = (names: readonly string[]) => names.map((Queue) => ({ Event: 'QueueParams', Queue }));
    ami.answers('QueueStatus', params(queues));
    expect(await line()).toMatchObject({ ok: true, message: expect.stringContaining('files d’attente là') });
    ami.answers('QueueStatus', params(queues.slice(0, 2)));
    expect(await line()).toMatchObject({
      ok: false,
      message: expect.stringContaining('[line-queue-missing]'),
    });
    ami.answers('QueueStatus', []);
  });

  it('has its gateway of text messages examined where there is one: a wrong key is told', async () => {
    const gateway = await gatewayTexts(() => house.app.clock.nowMs());
    const sender = (key: string) =>
      openHttpTextSender({
        url: gateway.url,
        key: () => key,
        trustedCa: () => undefined,
        clock: house.app.clock,
      });
    const texts = async (textSender = house.app.textSender) =>
      (await examineHouse({ ...house.app, textSender })).find(({ part }) => part === 'messages courts');
    expect(await texts()).toBeUndefined();
    expect(await texts(gateway.sender)).toMatchObject({ ok: true });
    expect(await texts(sender('une autre clé, aussi longue que la bonne'))).toMatchObject({
      ok: false,
      message: expect.stringContaining('[gateway-denied]'),
    });
    await gateway.leave();
  });

  it('is told by the doctor which campaign shows no number: it dials for none of them', async () => {
    const shown = async () => (await examineHouse(house.app)).find(({ part }) => part === 'numéro présenté');
    expect(await shown()).toMatchObject({ ok: true, message: 'chaque campagne ouverte en a un' });
    const dir = mkdtempSync(join(tmpdir(), 'plateau-sans-numero-'));
    cpSync(REFERENCE_CAMPAIGN, dir, { recursive: true });
    const file = join(dir, 'campaign.yaml');
    const text = readFileSync(file, 'utf8').replace(/^callerNumber:.*\n/m, '');
    writeFileSync(file, text);
    const { campaign } = await loadCampaign(house.app, { dir, actor: 'essai' });
    rmSync(dir, { recursive: true });
    expect(await shown()).toMatchObject({
      ...{ ok: true, isToDo: true },
      message: `absent de ${campaign} : la ligne n’y compose pas`,
    });
  });

  it('stands on the screen of the hall, without a number', async () => {
    const url = `${house.server.wallboardUrl}/${TOKEN}`;
    const page = await (await fetch(url)).text();
    expect(page).toContain('<h1>Promesses 2026</h1>');
    expect(page).toContain('Ligne en service');
    expect(page).not.toContain('639980042');
    expect(JSON.stringify(shown)).not.toContain('639980042');
  });
});
