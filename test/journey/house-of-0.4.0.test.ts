import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import ExcelJS from 'exceljs';
import { decrypt, readKey, readMessage, readPrivateKey } from 'openpgp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf } from '../support/house/access-house.ts';
import { type Env, plateau } from '../support/house/command-line.ts';
import { type Installation, openInstallation, rpcOf } from '../support/house/server-process.ts';

/** A house that 0.4.0 itself filled (its README), met by the built program as its host and its people would. */
const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'house-0.4.0');
const FR = 'UPG-FR-2026';

interface Said {
  /** ISO 8601: when 0.4.0 was asked. */
  readonly leftAt: string;
  readonly logins: readonly {
    readonly login: string;
    readonly role: string;
    readonly password: string;
    readonly secret?: string;
  }[];
  readonly said: readonly {
    readonly role: string;
    readonly args: readonly string[];
    readonly answer: unknown;
  }[];
}
const { leftAt, logins, said }: Said = JSON.parse(readFileSync(join(FIXTURE, 'said.json'), 'utf8'));

let place: Installation;
const run = (args: readonly string[], change: Env = {}) =>
  plateau(args, { env: { ...place.env, ...change }, cwd: join(place.folder, 'travail') });

/** Opens a session for each person; the token file of each role. */
async function everybodyEnters(): Promise<ReadonlyMap<string, string>> {
  const rpc = rpcOf(place.env.PLATEAU_SERVER ?? '');
  const files = new Map<string, string>();
  for (const { login, role, password, secret } of logins) {
    const { nowMs } = await rpc.session.clock.query();
    const code = secret === undefined ? undefined : await codeOf(secret, nowMs);
    const { token } = await rpc.session.logIn.mutate({ login, password, code });
    const file = join(place.folder, `jeton-${login}`);
    writeFileSync(file, token, { mode: 0o600 });
    if (!files.has(role)) files.set(role, file);
  }
  return files;
}

/** Names and values that this program says otherwise on purpose, or that only tell the moment of the question. */
const SAID_OTHERWISE: readonly (readonly [what: string, path: RegExp])[] = [
  ['the hour of the question', /^status\.nowMs$/],
  ['cancellations have a line of their own name', /^figures\..*dont annulations déduites/],
  ['no debit before a signature', /^verify\.\d+\.firstDebitOn$/],
  ['a lock is told by its own command', /^account\.\d+\.(failures|lockedUntilMs)$/],
  ['the log has grown by the logins', /^audit\.(count|head)$|^consent\.audit\.entries$/],
  ['this drop never had the checkpoints', /^audit\.onDrop$/],
];

/** Where this program's answer differs from 0.4.0's: what it adds counts for nothing, what it leaves out does. */
function differences(before: unknown, now: unknown, path: string): readonly string[] {
  if (typeof before !== 'object' || before === null) return Object.is(before, now) ? [] : [path];
  const read = Object(now);
  const sized = Array.isArray(before) && before.length !== read.length ? [`${path}#`] : [];
  const inside = Object.entries(before).flatMap(([key, value]) =>
    differences(value, read[key], `${path}.${key}`),
  );
  return [...sized, ...inside];
}

/** Lines of the figures by their label: their order is free, the numbers are not. */
const byLabel = (lines: readonly (readonly string[])[]) =>
  Object.fromEntries(lines.map(([, label, ...cells]) => [label, cells]));

const asCompared = (command: string | undefined, answer: unknown) =>
  command === 'figures' ? byLabel(answer as string[][]) : answer;

beforeAll(async () => {
  place = await openInstallation(leftAt);
  execFileSync('tar', ['-xzf', join(FIXTURE, 'house.tar.gz'), '-C', place.folder]);
});
afterAll(() => place.close());

const WHOLE =
  /Version 16 → \d+, journal entier, rien de perdu : 5 accès, 3 campagnes, 60 fiches, 54 appels, 23 e-mails, 13 remises, 9 lignes remises, 2 oppositions, 320 entrées du journal\./;

it('a log that does not hold is told by the trial, and the base that was begun goes back by itself', async () => {
  const folder = join(place.folder, 'abimee');
  cpSync(join(place.folder, 'donnees'), folder, { recursive: true });
  const look = (sql: string) => {
    const db = new DatabaseSync(join(folder, 'plateau.db'));
    const row = db.prepare(sql).get();
    db.close();
    return row;
  };
  const rows =
    'SELECT (SELECT user_version FROM pragma_user_version) version, count(*) calls FROM call WHERE TRUE';
  const before = look(rows);
  look('DROP TRIGGER audit_no_update');
  look(`UPDATE audit SET subject = 'autre' WHERE seq = 200 RETURNING seq`);
  for (const line of [
    ['upgrade', '--check'],
    ['upgrade', 'apply'],
  ]) {
    const { status, stderr } = await run(line, { PLATEAU_DATA_DIR: folder });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/chaîne rompue à l’entrée 200.*upgrade-lossy/),
    ]);
  }
  expect(look(rows)).toEqual(before);
  expect(before).toEqual({ version: 16, calls: 54 });
  expect(readdirSync(folder).filter((name) => name.includes('avant'))).toEqual([]);
});

it('tries on a copy, then migrates: nothing lost, the chain whole; again, nothing to do', async () => {
  expect(await run(['upgrade', '--check'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(WHOLE),
  });
  expect(await run(['upgrade', 'apply'])).toMatchObject({ status: 0, stdout: expect.stringMatching(WHOLE) });
  expect((await run(['upgrade', 'apply'])).stdout).toMatch(/déjà à la version \d+/);
});

it('every command says what 0.4.0 said, and an agent gets a card', async () => {
  const server = await place.start();
  const tokens = await everybodyEnters();
  const asked = said.map(async ({ role, args, answer }) => {
    const env = { PLATEAU_TOKEN_FILE: tokens.get(role) ?? '' };
    const { status, stdout, stderr } = await run([...args, '--json'], env);
    expect([args, status, stderr]).toEqual([args, 0, '']);
    const [command] = args;
    const now = JSON.parse(stdout);
    const told = asCompared(command, command === 'figures' ? now.lines : now);
    return differences(asCompared(command, answer), told, command ?? '');
  });
  const different = (await Promise.all(asked)).flat();
  expect(different.filter((path) => !SAID_OTHERWISE.some(([, known]) => known.test(path)))).toEqual([]);
  for (const [what, known] of SAID_OTHERWISE)
    expect([what, different.some((path) => known.test(path))]).toEqual([what, true]);
  const token = readFileSync(tokens.get('agent') ?? '', 'utf8');
  expect(await rpcOf(server.url, token).calls.next.mutate()).toMatchObject({
    kind: 'card',
    card: { campaign: { code: FR }, donor: { lastName: expect.stringMatching(/./) } },
  });
  await server.stop();
});

/** By what 0.4.0 said: Thursday’s agreements that were verified, and Monday’s two that were corrected and cancelled. */
function weekLeftBehind(): readonly string[] {
  const lines = said.flatMap(({ args, answer }) => {
    if (args[0] === 'verify')
      return (answer as { campaign: string; callId: string; endedAtMs: number }[])
        .filter((one) => one.campaign === FR && one.endedAtMs > Date.parse('2026-12-03T00:00Z'))
        .map(({ callId }) => `N ${callId}`);
    if (args[0] !== 'consent') return [];
    const { callId, versions } = answer as { callId: string; versions: { statement: { kind: string } }[] };
    const line = { corrected: 'M', cancelled: 'X' }[versions.at(-1)?.statement.kind ?? ''];
    return line ? [`${line} ${callId}`] : [];
  });
  expect(lines).toHaveLength(7);
  return lines.toSorted();
}

it('delivers the week that 0.4.0 left: what was verified there, corrected there, readable by the charity', async () => {
  const server = await place.start({ PLATEAU_CLOCK_START: '2026-12-09T09:30:00+01:00' });
  const env = { PLATEAU_TOKEN_FILE: (await everybodyEnters()).get('ops') ?? '' };
  const delivered = await run(['deliver', 'weekly', FR, '--week', '2026-W49'], env);
  expect([delivered.status, delivered.stderr]).toEqual([0, '']);
  const [file = ''] = readdirSync(place.outgoing).filter((name) => /S49.*\.xlsx\.pgp$/.test(name));
  const { data } = await decrypt({
    message: await readMessage({ binaryMessage: readFileSync(join(place.outgoing, file)) }),
    decryptionKeys: await readPrivateKey({
      armoredKey: readFileSync(join(place.folder, 'association.asc'), 'utf8'),
    }),
    verificationKeys: await readKey({
      armoredKey: readFileSync(join(place.folder, 'trousseau', 'house', 'public.asc'), 'utf8'),
    }),
    expectSigned: true,
    format: 'binary',
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(data as Uint8Array) as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  const [head = [], ...lines] = (sheet?.getSheetValues() ?? [])
    .slice(1)
    .map((row) => (row as unknown[]).slice(1));
  const at = (name: string) => head.indexOf(name);
  const told = lines.map((line) => `${line[at('TYPE_LIGNE')]} ${line[at('ID_APPEL')]}`);
  expect(told.toSorted()).toEqual(weekLeftBehind());
  await server.stop();
});
