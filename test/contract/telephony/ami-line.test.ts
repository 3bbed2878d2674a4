import { describe, expect, it } from 'vitest';
import { amiOf, codeOf, followed, lineOn, NUMBER } from '../../support/telephony/ami-room.ts';
import { AMI_USER, scriptedAmi } from '../../support/telephony/scripted-ami.ts';

/** A loaded machine has its time. */
const SOON = { timeout: 10_000 };
const SEAT = { Interface: 'Local/MAISON-01@plateau-seats/n', MemberName: 'MAISON-01' };
const CALLER = { Uniqueid: '1796.1', CallerIDNum: NUMBER, Queue: 'promesses' };
const CALL = { call: '1796.1' };

describe('who answers is a PBX, and it is us', () => {
  it('logs in by a challenge: the secret itself never travels, nor is it logged', async () => {
    const { ami, logged } = await followed();
    expect(ami.received()).toMatch(/AuthType: MD5/);
    expect(ami.received()).not.toContain(AMI_USER.secret());
    expect(logged.join('')).not.toContain(AMI_USER.secret());
  });

  it('a wrong secret is told as such, and one put right in its file is taken at the next try', async () => {
    let secret = 'faux';
    const { line } = lineOn(await amiOf(), () => secret);
    expect(await codeOf(line.check([]))).toBe('line-denied');
    expect(await line.openSeat('MAISON-01')).toBe('unavailable');
    secret = AMI_USER.secret();
    await expect.poll(() => codeOf(line.snapshot()), SOON).toBe('ok');
  });

  it('one that takes the connection and says nothing is unreachable in time', async () => {
    const ami = await amiOf();
    ami.mute(true);
    const { line } = lineOn(ami);
    expect(await codeOf(line.snapshot())).toBe('line-unreachable');
    expect(await line.hangUp('1796.1')).toBe('unavailable');
  });

  it('one that falls silent is left, and the verb that waited says so', async () => {
    const { ami, line, diary } = await followed();
    ami.mute(true);
    expect(await line.openSeat('MAISON-01')).toBe('unavailable');
    await diary.until('line', ({ state }) => state === 'down' && diary.events.length > 2);
    ami.mute(false);
    await expect.poll(() => codeOf(line.snapshot()), SOON).toBe('ok');
  });

  it.each([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['noise', '\u0000\u00ff'.repeat(400)],
  ])('%s is no PBX', async (_name, greeting) => {
    const { line } = lineOn(await amiOf('127.0.0.1', greeting));
    expect(await codeOf(line.snapshot())).toBe('line-unreachable');
  });

  it('nobody there is unreachable at once', async () => {
    const ami = await scriptedAmi();
    await ami.close();
    expect(await codeOf(lineOn(ami).line.check([]))).toBe('line-unreachable');
  });
});

describe('bytes', () => {
  it('a message that comes byte by byte is the same message', async () => {
    const { ami, diary } = await followed();
    const text = `Event: QueueCallerJoin\r\nUniqueid: 1796.1\r\nCallerIDName: Zoé\u00e9\r\nCallerIDNum: ${NUMBER}\r\nQueue: promesses\r\n\r\n`;
    for (const byte of Buffer.from(text)) {
      ami.raw(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect(await diary.until('waiting')).toMatchObject({ ...CALL, queue: 'promesses', number: NUMBER });
  });

  it('a message without an end costs its line, not the memory; the next line is whole', async () => {
    const { ami, diary } = await followed();
    ami.raw(`Event: QueueCallerJoin\r\nCallerIDName: ${'x'.repeat(100_000)}`);
    await diary.until('line', ({ state }) => state === 'down' && diary.events.length > 2);
    await expect.poll(() => diary.events.filter((event) => event.kind === 'line').length, SOON).toBe(4);
    ami.tell('QueueCallerJoin', CALLER);
    await diary.until('waiting');
  });

  it('headers without a colon, unknown events and empty messages pass', async () => {
    const { ami, diary } = await followed();
    ami.raw(
      '\r\n\r\nn’importe quoi\r\n: vide\r\n\r\nEvent: \r\n\r\nEvent: Inconnu\r\nUniqueid: 1796.1\r\n\r\n',
    );
    ami.tell('QueueCallerJoin', CALLER);
    await diary.until('waiting');
    expect(diary.kindsOf('1796.1')).toEqual(['waiting']);
  });

  it('a name with a line break would be an order to the PBX: it is a defect of ours', async () => {
    const { line, ami } = await followed();
    await expect(line.openSeat('M\r\nAction: Hangup')).rejects.toThrow(/letters, figures/);
    const order = { seat: 'MAISON-01', number: '112\r\n', callerNumber: NUMBER, callId: 'a-1' };
    await expect(line.dial(order)).rejects.toThrow(/E\.164/);
    await expect(line.dial({ ...order, number: NUMBER, callId: '/.*/' })).rejects.toThrow(/id of a call/);
    expect(ami.received()).not.toContain('Action: Hangup');
  });
});

describe('events twice, late, or never', () => {
  it('the same event twice is told once', async () => {
    const { ami, diary } = await followed();
    for (const event of ['QueueCallerJoin', 'QueueCallerJoin', 'AgentConnect', 'AgentConnect'])
      ami.tell(event, { ...CALLER, ...SEAT });
    for (const event of ['AgentComplete', 'AgentComplete', 'Hangup', 'Hangup'])
      ami.tell(event, { ...CALLER, ...SEAT, Reason: 'agent' });
    await diary.until('ended');
    ami.tell('QueueCallerJoin', { ...CALLER, Uniqueid: '1796.2' });
    await diary.until('waiting', ({ call }) => call === '1796.2');
    expect(diary.kindsOf('1796.1')).toEqual(['waiting', 'answered', 'ended']);
  });

  it('what comes of a call that hung up is late, and nothing', async () => {
    const { ami, diary, line } = await followed();
    ami.tell('QueueCallerJoin', CALLER);
    ami.tell('Hangup', CALLER);
    for (const event of ['AgentCalled', 'AgentConnect', 'QueueCallerAbandon', 'AgentComplete'])
      ami.tell(event, { ...CALLER, ...SEAT });
    ami.tell('QueueCallerJoin', { ...CALLER, Uniqueid: '1796.2' });
    await diary.until('waiting', ({ call }) => call === '1796.2');
    expect(diary.kindsOf('1796.1')).toEqual(['waiting', 'abandoned']);
    expect(await line.hangUp('1796.1')).toBe('gone');
  });

  it('an answer whose beginning was not heard is a whole call', async () => {
    const { ami, diary } = await followed();
    ami.tell('AgentConnect', { ...CALLER, ...SEAT });
    await diary.until('answered');
    expect(diary.kindsOf('1796.1')).toEqual(['waiting', 'answered']);
  });

  it('the same wait goes on from queue to queue, and is counted from its beginning', async () => {
    const { ami, diary, clock } = await followed();
    ami.tell('QueueCallerJoin', CALLER);
    await diary.until('waiting');
    clock.advance(20_000);
    ami.tell('QueueCallerJoin', { ...CALLER, Queue: 'partenaire' });
    await diary.until('waiting', ({ queue }) => queue === 'partenaire');
    clock.advance(5_000);
    ami.tell('QueueCallerAbandon', { ...CALLER, Queue: 'partenaire' });
    expect(await diary.until('abandoned')).toMatchObject({ queue: 'partenaire', waitMs: 25_000 });
  });

  it('the first talk of a caller handed over ends once, not again when the caller leaves', async () => {
    const { ami, diary } = await followed();
    ami.tell('AgentConnect', { ...CALLER, ...SEAT });
    ami.tell('QueueCallerJoin', { ...CALLER, Queue: 'ecoute' });
    ami.tell('AgentConnect', {
      ...CALLER,
      Queue: 'ecoute',
      MemberName: 'Equipe 3',
      Interface: 'PJSIP/ecoute-3',
    });
    ami.tell('AgentComplete', { ...CALLER, ...SEAT, Reason: 'caller' });
    ami.tell('Hangup', CALLER);
    const last = await diary.until('ended', ({ by }) => by === 'caller');
    expect(last.seat).toBe('Equipe_3');
    expect(diary.kindsOf('1796.1')).toEqual(['waiting', 'answered', 'ended', 'waiting', 'answered', 'ended']);
  });

  it('a hang-up that meets the caller’s own is gone, and ends the call once', async () => {
    const { ami, diary, line } = await followed();
    ami.tell('AgentConnect', { ...CALLER, ...SEAT });
    await diary.until('answered');
    ami.answers('Hangup', [{ Response: 'Error', Message: 'No such channel' }]);
    expect(await line.hangUp('1796.1')).toBe('gone');
    ami.tell('Hangup', CALLER);
    await diary.until('ended');
    expect(diary.kindsOf('1796.1')).toEqual(['waiting', 'answered', 'ended']);
  });

  it('a caller is not put into a queue that is not there', async () => {
    const { ami, diary, line } = await followed();
    ami.tell('AgentConnect', { ...CALLER, ...SEAT });
    await diary.until('answered');
    expect(await line.handOver('1796.1', 'fermee')).toBe('unavailable');
    expect(ami.received()).not.toContain('Redirect');
  });
});

describe('a line that is cut', () => {
  it('is logged once as it goes, however often it is tried, and once as it comes back', async () => {
    const { ami, line, diary, logged } = await followed();
    expect(logged).toEqual([]);
    const logins = () => ami.received().split('Action: Challenge').length - 1;
    ami.answers('Login', [{ Response: 'Error' }]);
    ami.cut();
    await expect.poll(logins, SOON).toBeGreaterThan(4);
    ami.answers('Login', []);
    await expect.poll(() => codeOf(line.snapshot()), SOON).toBe('ok');
    await diary.until('line', ({ state }) => state === 'up');
    expect(logged.map((text) => /line\.\w+/.exec(text)?.[0])).toEqual(['line.down', 'line.up']);
  });

  it('is told, comes back, and tells what was missed: who left, who came, who was answered', async () => {
    const { ami, diary, clock } = await followed();
    ami.tell('AgentConnect', { ...CALLER, ...SEAT });
    ami.tell('QueueCallerJoin', { ...CALLER, Uniqueid: '1796.2' });
    ami.tell('QueueCallerJoin', { ...CALLER, Uniqueid: '1796.3' });
    await diary.until('waiting', ({ call }) => call === '1796.3');
    const bridge = { BridgeId: 'pont', Event: 'CoreShowChannel' };
    ami.answers('QueueStatus', [{ Event: 'QueueEntry', ...CALLER, Uniqueid: '1796.4' }]);
    ami.answers('CoreShowChannels', [
      {
        ...bridge,
        Channel: 'PJSIP/x-0001',
        Uniqueid: '1796.3',
        Application: 'Queue',
        ApplicationData: 'promesses,c',
      },
      { ...bridge, Channel: 'Local/MAISON-02@plateau-seats-0000000a;1', Uniqueid: '1796.9' },
    ]);
    clock.advance(3_000);
    ami.cut();
    await diary.until('waiting', ({ call }) => call === '1796.4');
    const missed = ['1796.1', '1796.2', '1796.3', '1796.4'].map((call) => diary.kindsOf(call));
    expect(missed).toEqual([
      ['waiting', 'answered', 'ended'],
      ['waiting', 'abandoned'],
      ['waiting', 'answered'],
      ['waiting'],
    ]);
    expect(await diary.until('ended')).toMatchObject({ by: 'line' });
    const states = diary.events.flatMap((event) => (event.kind === 'line' ? event.state : []));
    expect(states).toEqual(['down', 'up', 'down', 'up']);
  });

  it('no number is logged, whatever happens to it', async () => {
    const { ami, diary, logged } = await followed();
    ami.tell('AgentConnect', { ...CALLER, ...SEAT });
    await diary.until('answered');
    ami.raw(`Event: ${NUMBER}${'x'.repeat(70_000)}`);
    await diary.until('ended');
    expect(logged.join('')).toMatch(/line\.down/);
    expect(logged.join('')).not.toContain(NUMBER.slice(3));
  });
});
