import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Installation } from '../../../server/domain/house/installation.ts';
import type { MachineFacts } from '../../../server/domain/house/machine-facts.ts';
import { machineLines } from '../../../server/domain/house/security-machine.ts';
import { settingLines } from '../../../server/domain/house/security-setting.ts';
import { openLinuxMachine } from '../../../server/machine/linux-machine.ts';
import { anchorAudit } from '../../../server/steps/audit/anchor-audit.ts';
import { keepHead } from '../../../server/steps/audit/kept-head.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { examineSecurity } from '../../../server/steps/house/examine-security.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
import { openPurgeRoom } from '../../support/purge/purge-room.ts';
import { accountRow, NOW_MS } from '../../support/store/store-rows.ts';

const GOOD: MachineFacts = {
  uid: 1000,
  paths: [
    { place: 'trousseau', name: 'house/private.asc', kind: 'file', mode: 0o600, uid: 1000 },
    { place: 'données', name: 'ssh/host_ed25519', kind: 'file', mode: 0o600, uid: 1000 },
  ],
  pathsCut: false,
  swaps: ['encrypted', 'memory'],
  coreLimit: '0',
  corePattern: 'core',
  secretVariables: [],
  isTimeSynchronised: true,
  packages: { compared: 12, missing: [], different: [] },
};
const SETTING: Installation = {
  listen: { host: '127.0.0.1', port: 7040 },
  hasTls: false,
  ssh: { host: '127.0.0.1', port: 2222, lockMs: 900_000 },
  drop: { host: 'depot.exemple.invalid', hostKey: `SHA256:${'A'.repeat(43)}` },
  relay: { host: 'relais.exemple.invalid:587', requiresTls: true },
  backup: { keep: 7 },
  secondFactor: 'required',
  scheduleOn: true,
  trainsElsewhere: false,
  provider: {},
  hasSimulatedClock: false,
  logLevel: 'info',
};

function parts(lines: readonly { readonly part: string; readonly verdict: string }[], verdict: string) {
  return lines.filter((one) => one.verdict === verdict).map((one) => one.part);
}

test('a sound machine has nothing to mend; what cannot be read is said', () => {
  expect(parts(machineLines(GOOD), 'mend')).toEqual([]);
  expect(parts(machineLines(GOOD), 'unknown')).toEqual(['failles publiées']);
  expect(settingLines(SETTING).every((one) => one.verdict === 'ok')).toBe(true);
});

test.each([
  ['droits : trousseau', { paths: [{ ...GOOD.paths[0], mode: 0o640 }, GOOD.paths[1]] }],
  ['droits : trousseau', { paths: [{ ...GOOD.paths[0], uid: 0 }, GOOD.paths[1]] }],
  ['droits : trousseau', { paths: [{ ...GOOD.paths[0], kind: 'link' }, GOOD.paths[1]] }],
  ['heure de la machine', { isTimeSynchronised: false }],
  ['mémoire d’échange', { swaps: ['memory', 'plain'] }],
  ['vidages mémoire', { coreLimit: 'unlimited' }],
  ['vidages mémoire', { corePattern: '|/usr/share/apport/apport %p' }],
  ['environnement', { secretVariables: ['SMTP_PASSWORD'] }],
  ['paquets', { packages: { compared: 12, missing: [], different: ['openpgp'] } }],
  ['paquets', { packages: { compared: 12, missing: ['ws'], different: [] } }],
])('%s is to mend, with what to do: %o', (part, fault) => {
  const lines = machineLines({ ...GOOD, ...fault } as MachineFacts);
  expect(parts(lines, 'mend')).toEqual([part]);
  expect(lines.find((one) => one.part === part)?.hint).not.toBe('');
});

test('what /proc does not tell is unknown, never good', () => {
  const dark = { swaps: null, coreLimit: null, corePattern: null, isTimeSynchronised: null, packages: null };
  expect(parts(machineLines({ ...GOOD, ...dark }), 'unknown')).toEqual([
    'heure de la machine',
    'mémoire d’échange',
    'vidages mémoire',
    'paquets',
    'failles publiées',
  ]);
});

test('TLS, the drop’s key, the relay and a simulated clock', () => {
  const open = { ...SETTING, listen: { host: '0.0.0.0', port: 7040 }, hasSimulatedClock: true, drop: null };
  const relay = { host: 'relais.exemple.invalid', requiresTls: false };
  expect(parts(settingLines({ ...open, relay }), 'mend')).toEqual(['TLS', 'relais d’e-mails', 'horloge']);
  expect(parts(settingLines({ ...open, hasTls: true }), 'mend')).toEqual(['horloge']);
});

test('rights, owner, links and packages are read from the disk, secrets by name only', async () => {
  const home = mkdtempSync(join(tmpdir(), 'plateau-rights-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const keys = join(home, 'keys');
  mkdirSync(keys, { mode: 0o700 });
  writeFileSync(join(keys, 'a.asc'), 'x', { mode: 0o600 });
  writeFileSync(join(keys, 'b.asc'), 'x');
  chmodSync(join(keys, 'b.asc'), 0o644);
  symlinkSync('/dev/null', join(keys, 'c.asc'));
  const package_ = (name: string, version: string) => {
    mkdirSync(join(home, 'node_modules', name), { recursive: true });
    writeFileSync(join(home, 'node_modules', name, 'package.json'), JSON.stringify({ version }));
  };
  package_('sain', '1.0.0');
  package_('change', '1.0.1');
  package_('archive', '2.0.0');
  const locked = (integrity: string) => ({
    'node_modules/sain': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/change': { version: '1.0.0', integrity: 'sha512-b' },
    'node_modules/archive': { version: '2.0.0', integrity },
    'node_modules/parti': { version: '3.0.0', integrity: 'sha512-d' },
    'node_modules/facultatif': { version: '3.0.0', integrity: 'sha512-e', optional: true },
  });
  writeFileSync(join(home, 'package-lock.json'), JSON.stringify({ packages: locked('sha512-c') }));
  writeFileSync(
    join(home, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: locked('sha512-autre') }),
  );
  const env = { SMTP_PASSWORD: 'jamais-écrit', PLATEAU_PASSPHRASE_FILE: '/x', PLATEAU_TOKEN: '' };
  const machine = openLinuxMachine({ places: [{ place: 'trousseau', path: keys }], env, program: keys });
  const facts = await machine.look();
  const kinds = facts.paths.map(({ name, kind, mode }) => `${name} ${kind} ${mode.toString(8)}`).sort();
  expect(kinds).toEqual([
    ' folder 700',
    'a.asc file 600',
    'b.asc file 644',
    expect.stringMatching(/^c.asc link/),
  ]);
  expect(facts.packages).toEqual({ compared: 3, missing: ['parti'], different: ['change', 'archive'] });
  expect(facts.secretVariables).toEqual(['SMTP_PASSWORD']);
  expect(JSON.stringify(machineLines(facts))).not.toContain('jamais-écrit');
});

describe('R-32 R-35 the base, its log, its backup and its people', () => {
  const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
  let room: Awaited<ReturnType<typeof openPurgeRoom>>;
  let nowMs = NOW_MS;
  let problems: string[] = [];
  const clock = { nowMs: () => nowMs };
  const depsOf = () => ({
    ...room.deps,
    clock,
    installation: SETTING,
    machine: { look: async () => GOOD },
    verifyBackup: async (name: string) => ({
      ...{
        name,
        createdAtMs: nowMs,
        records: 3,
        people: 0,
        auditEntries: 1,
        auditHead: '',
        opened: 3,
        closed: 0,
        damaged: 0,
      },
      problems,
    }),
  });
  const mend = async () => parts(await examineSecurity(depsOf()), 'mend');

  stopAtFirstFailure();
  beforeAll(async () => {
    room = await openPurgeRoom(3);
  });
  afterAll(() => room.close());

  test('without a backup or a second factor: said', async () => {
    expect(await mend()).toEqual(['dernière sauvegarde']);
    const lax = { ...depsOf(), installation: { ...SETTING, secondFactor: 'off' } as const };
    expect(parts(await examineSecurity(lax), 'mend')).toContain('second facteur');
  });

  test('sound, once the log is anchored, backed up and its head kept', async () => {
    const deps = depsOf();
    const drop = { hashOfDelivered: async () => undefined, deliver: async () => undefined };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    nowMs = at('2026-11-23T09:00');
    await room.store.write((rows) =>
      rows.audit.append({
        atMs: nowMs,
        actor: 'system',
        action: 'screen.take-over',
        campaign: '',
        subject: '',
        reason: '',
        detail: {},
      }),
    );
    nowMs = at('2026-11-23T21:00');
    await anchorAudit({ ...deps, drop, log } as never, { actor: 'system' });
    await createBackup(deps, { actor: 'system' });
    await keepHead(deps);
    expect(await mend()).toEqual([]);
  });

  test('five days later the anchor and the backup are old; a day before, the clock is wrong', async () => {
    nowMs += 5 * 86_400_000;
    expect(await mend()).toEqual(['point signé du journal', 'dernière sauvegarde']);
    nowMs -= 6 * 86_400_000;
    expect(await mend()).toEqual(['horloge et base']);
    nowMs += 86_400_000;
  });

  test('a backup that does not restore shows, and who has no second factor yet', async () => {
    problems = ['Une fiche ne s’ouvre pas.'];
    await room.store.write((rows) =>
      rows.accounts.insert(accountRow({ id: 'ops-9', login: 'ops.neuf', role: 'ops' })),
    );
    expect(await mend()).toEqual(['restauration d’essai']);
    const codes = (await examineSecurity(depsOf())).find((one) => one.part === 'second facteur');
    expect(codes?.message).toContain('ops.neuf');
  });

  test('a log cut behind the triggers’ back shows by its kept head and by its anchor', async () => {
    const base = new DatabaseSync(join(room.dataDir, 'plateau.db'));
    for (const { name } of base.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all())
      base.exec(`DROP TRIGGER "${String(name)}"`);
    base.exec('DELETE FROM audit WHERE seq > 1');
    base.close();
    expect(await mend()).toContain('tête gardée au trousseau');
    expect(await mend()).toContain('point signé du journal');
  });
});
