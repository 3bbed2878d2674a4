import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSigningKey } from '../../../server/config/gateway-config.ts';
import { openHttpTextSender } from '../../../server/gateways/http-text-sender.ts';
import { GATEWAY_KEY, startSignedGateway } from '../../support/line/signed-gateway.ts';
import { fakeTexts, gatewayTexts, type TextRoom } from '../../support/line/text-rooms.ts';
import { describeWith } from '../../support/machine/programs.ts';

const NOW_MS = Date.parse('2026-12-05T20:14:00+01:00');
const nowMs = () => NOW_MS;
const message = (id = 'promesse-1.link') => ({
  ...{ id, from: 'UNION', to: '+33639980001' },
  text: 'Merci ! Pour payer : https://don.exemple.invalid/p/xxxxxxxxxxxxxxxxxxxxxx',
});

const ROOMS: readonly [string, () => TextRoom | Promise<TextRoom>][] = [
  ['our fake', fakeTexts],
  ['our edge and a gateway over HTTP', () => gatewayTexts(nowMs)],
];

describe.each(ROOMS)('a sender of text messages (R-40): %s', (_, open) => {
  let room: TextRoom;
  beforeEach(async () => {
    room = await open();
  });
  afterEach(() => room.leave());

  it('carries a message as it is given, and one message however often it is given', async () => {
    expect(await room.sender.send(message())).toEqual({ verdict: 'sent', reply: '202' });
    expect(await room.sender.send(message())).toMatchObject({ verdict: 'sent' });
    await room.sender.send(message('promesse-2.link'));
    expect(room.carried()).toEqual([message(), message('promesse-2.link')]);
  });

  it.each([
    [422, 'refused'],
    [400, 'refused'],
    [401, 'deferred'],
    [302, 'deferred'],
    [429, 'deferred'],
    [503, 'deferred'],
    [500, 'uncertain'],
    [502, 'uncertain'],
    ['cut', 'uncertain'],
  ] as const)(
    'whose answer is %s has %s the message, and nothing of it is in the reply',
    async (gesture, verdict) => {
      room.next(gesture);
      const said = await room.sender.send(message());
      expect(said.verdict).toBe(verdict);
      expect(said.reply).toMatch(/^(\d{3}|broken)$/);
      expect(room.carried()).toEqual([]);
      expect(await room.sender.send(message())).toMatchObject({ verdict: 'sent' });
    },
  );

  it('that nobody answers for has the message wait', async () => {
    await room.leave();
    expect(await room.sender.send(message())).toEqual({ verdict: 'deferred', reply: 'unreached' });
  });
});

describe('the signature of a question to a gateway', () => {
  const setting = (url: string, change: { key?: () => string; atMs?: number } = {}) => ({
    ...{ url, key: change.key ?? (() => GATEWAY_KEY), trustedCa: () => undefined },
    clock: { nowMs: () => change.atMs ?? NOW_MS },
  });
  let room: Awaited<ReturnType<typeof gatewayTexts>>;
  beforeEach(async () => {
    room = await gatewayTexts(nowMs);
  });
  afterEach(() => room.leave());

  it('is refused with another key or an hour of before: the message waits, and the doctor says why', async () => {
    const other = openHttpTextSender(
      setting(room.url, { key: () => 'une autre clé, aussi longue que la bonne' }),
    );
    const late = openHttpTextSender(setting(room.url, { atMs: NOW_MS - 600_000 }));
    expect(await other.send(message())).toEqual({ verdict: 'deferred', reply: '401' });
    expect(await late.send(message())).toEqual({ verdict: 'deferred', reply: '401' });
    await expect(other.check()).rejects.toMatchObject({ code: 'gateway-denied' });
    await expect(room.sender.check()).resolves.toBeUndefined();
    room.next(500);
    await expect(room.sender.check()).rejects.toMatchObject({ code: 'gateway-unreachable' });
    await room.leave();
    await expect(room.sender.check()).rejects.toMatchObject({ code: 'gateway-unreachable' });
    expect(room.carried()).toEqual([]);
  });

  it('is made with a key that nobody else of the machine may read: the message waits until it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plateau-key-'));
    const file = join(folder, 'clef');
    writeFileSync(file, `${GATEWAY_KEY}\n`, { mode: 0o600 });
    const read = () => readSigningKey('PLATEAU_TEXTS_KEY_FILE', file);
    const sender = openHttpTextSender(setting(room.url, { key: read }));
    expect(await sender.send(message())).toMatchObject({ verdict: 'sent' });
    chmodSync(file, 0o640);
    expect(await sender.send(message('autre.link'))).toEqual({
      verdict: 'deferred',
      reply: 'signing-key-open',
    });
    await expect(sender.check()).rejects.toMatchObject({ code: 'signing-key-open' });
    chmodSync(file, 0o600);
    writeFileSync(file, 'courte');
    await expect(sender.check()).rejects.toMatchObject({ code: 'signing-key-short' });
    rmSync(folder, { recursive: true });
    await expect(sender.check()).rejects.toMatchObject({ code: 'secret-unreadable' });
  });
});

describeWith('openssl')('a gateway on another machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-gateway-'));
  const authority = (name: string) => {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const made = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
    ];
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...made, ...subject], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  };
  const [good, other] = [authority('bonne'), authority('autre')];
  let gateway: Awaited<ReturnType<typeof startSignedGateway>>;
  beforeAll(async () => {
    gateway = await startSignedGateway({ tls: good, nowMs, answer: () => ({ status: 202 }) });
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });
  const sender = (ca: string) =>
    openHttpTextSender({ url: gateway.url, key: () => GATEWAY_KEY, trustedCa: () => ca, clock: { nowMs } });

  it('is known by its authority alone: with another one not a byte of the message leaves', async () => {
    expect(await sender(other.cert).send(message())).toEqual({ verdict: 'deferred', reply: 'unreached' });
    expect(gateway.paths).toEqual([]);
    expect(await sender(good.cert).send(message())).toEqual({ verdict: 'sent', reply: '202' });
    expect(gateway.paths).toEqual(['/plateau/messages']);
  });
});
