import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../machine/free-port.ts';
import { programPath } from '../machine/programs.ts';

/** Asterisk of the folder PLATEAU_TEST_PBX_DIR, run in its own root on loopback, its callers and telephones played by sipp. */
export interface RealPbx {
  readonly host: '127.0.0.1';
  readonly amiPort: number;
  readonly user: string;
  readonly secret: string;
  /** Stops at once, as a power cut would; `start` is the same PBX again, its seats closed. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** A caller to the queue, or so many within a second. */
  caller(
    queue: string,
    who?: { readonly number?: string; readonly leaves?: 'waiting' | 'talking'; readonly many?: number },
  ): void;
  close(): Promise<void>;
}

export interface PbxPlan {
  readonly seats: readonly string[];
  /** Its telephone refuses every call. */
  readonly absentSeat: string;
  readonly queues: readonly string[];
  /** Dialled numbers that are busy, or ring without an end; any other answers. */
  readonly busy: string;
  readonly rings: string;
  /** Modules besides those that a pledge line needs. */
  readonly more?: readonly string[];
}

const SECRET = 'mot de passe d’essai'.replaceAll(/[^a-z]/g, '-');
const MODULES = [
  ...['res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb', 'res_timing_timerfd', 'res_pjproject'],
  ...['res_pjsip', 'res_pjsip_session', 'res_pjsip_sdp_rtp', 'res_pjsip_caller_id', 'res_pjsip_pubsub'],
  ...['res_pjsip_endpoint_identifier_ip', 'res_rtp_asterisk', 'chan_pjsip', 'codec_ulaw', 'pbx_config'],
  ...[
    'bridge_simple',
    'bridge_holding',
    'bridge_builtin_features',
    'app_dial',
    'app_queue',
    'app_agent_pool',
  ],
];

interface Ports {
  readonly ami: number;
  readonly sip: number;
  readonly seats: number;
  readonly absent: number;
  readonly trunk: number;
  readonly ringing: number;
}

/** AMI by TCP; telephones by UDP, in its neighbourhood: what an earlier run left behind is somewhere else. */
async function freePorts(): Promise<Ports> {
  const first = await freePort();
  const at = (offset: number) => (first > 60_000 ? first - offset : first + offset);
  return { ami: first, sip: at(2), seats: at(4), absent: at(8), trunk: at(12), ringing: at(16) };
}

function files(
  plan: PbxPlan,
  ports: Ports,
  { folder, modules }: { folder: string; modules: string },
): Readonly<Record<string, string>> {
  const seats = [...plan.seats, plan.absentSeat];
  const aor = (name: string, port: number) =>
    `[${name}]\ntype=endpoint\naors=${name}\ndisallow=all\nallow=ulaw\n[${name}]\ntype=aor\ncontact=sip:${name}@127.0.0.1:${port}\n`;
  const to = (names: readonly string[], run: string) =>
    names.map((name) => `exten => ${name},1,${run.replaceAll('NAME', name)}\n same => n,Hangup()\n`).join('');
  const dirs = ['etc', 'varlib', 'db', 'key', 'agi', 'spool', 'run', 'log'].map(
    (dir) => `ast${dir}dir => ${folder}`,
  );
  const empty = ['ccss', 'features', 'udptl', 'indications', 'pjproject', 'queuerules', 'acl'];
  return {
    ...Object.fromEntries(empty.map((name) => [`${name}.conf`, ''])),
    'asterisk.conf': `[directories]\n${dirs.join('\n')}\nastdatadir => /usr/share/asterisk\nastmoddir => ${modules}\n`,
    'modules.conf': `[modules]\nautoload=no\n${[...MODULES, ...(plan.more ?? [])].map((name) => `load=${name}.so\n`).join('')}`,
    'logger.conf': '[general]\nqueue_log=no\n[logfiles]\nmessages => warning,error\n',
    'cdr.conf': '[general]\nenable=no\n',
    'cel.conf': '[general]\nenable=no\n',
    'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${ports.ami}\n[plateau]\nsecret=${SECRET}\nread=system,call,agent\nwrite=system,call,agent,originate,reporting\n`,
    'rtp.conf': '[general]\nrtpstart=30000\nrtpend=31000\n',
    'agents.conf': seats.map((seat) => `[${seat}]\n`).join(''),
    'queues.conf': `[general]\nautofill=yes\n${plan.queues.map((queue) => `[${queue}]\nstrategy=fewestcalls\ntimeout=15\nretry=1\nringinuse=no\njoinempty=yes\n`).join('')}`,
    'extensions.conf': [
      `[from-operator]\n${to(plan.queues, 'Queue(NAME,c)')}`,
      `[plateau-queues]\n${to(plan.queues, 'Queue(NAME,c)')}`,
      `[plateau-seats]\n${to(seats, 'AgentRequest(NAME)')}`,
      `[plateau-dial]\n${[
        [plan.busy, 'absent'],
        [plan.rings, 'ringing'],
        ['_+X!', 'trunk'],
      ]
        .map(([number, far]) => `exten => ${number},1,Dial(PJSIP/${far})\n same => n,Hangup()\n`)
        .join('')}`,
    ].join('\n'),
    'pjsip.conf': [
      `[loopback]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:${ports.sip}`,
      '[operator]\ntype=endpoint\ncontext=from-operator\ndisallow=all\nallow=ulaw\n[operator]\ntype=identify\nendpoint=operator\nmatch=127.0.0.1',
      ...plan.seats.map((seat) => aor(seat, ports.seats)),
      aor(plan.absentSeat, ports.absent),
      aor('absent', ports.absent),
      aor('trunk', ports.trunk),
      aor('ringing', ports.ringing),
    ].join('\n'),
  };
}

/** Starts the PBX and the telephones of its seats; nobody calls yet. */
export async function startRealPbx(plan: PbxPlan): Promise<RealPbx> {
  const root = programPath('asterisk');
  const sipp = programPath('sipp');
  if (root === undefined || sipp === undefined) throw new Error('a test with a PBX runs under describeWith');
  const ports = await freePorts();
  mkdirSync(join(root, 'tmp'), { recursive: true });
  const home = mkdtempSync(join(root, 'tmp', 'plateau-pbx-'));
  const scenes = mkdtempSync(join(tmpdir(), 'plateau-sipp-'));
  // Debian moved them after bullseye.
  const places = ['/usr/lib/asterisk/modules', '/usr/lib/x86_64-linux-gnu/asterisk/modules'];
  const modules = places.find((place) => existsSync(join(root, place, 'app_queue.so'))) ?? '';
  for (const [name, text] of Object.entries(files(plan, ports, { folder: home.slice(root.length), modules })))
    writeFileSync(join(home, name), text);
  const children = new Set<ChildProcess>();
  const run = (program: string, args: readonly string[]) => {
    const child = spawn(program, args, { stdio: 'ignore', cwd: scenes });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  };
  let lastCaller = 0;
  const play = (scene: string, port: number, ...args: string[]) => {
    const file = join(scenes, `${++lastCaller}.xml`);
    writeFileSync(file, scene);
    return run(sipp, ['-sf', file, '-i', '127.0.0.1', '-p', String(port), '-nostdin', ...args]);
  };
  let asterisk: ChildProcess | undefined;
  const start = async () => {
    asterisk = run('/usr/sbin/chroot', [
      root,
      '/usr/sbin/asterisk',
      '-f',
      '-n',
      '-C',
      join(home.slice(root.length), 'asterisk.conf'),
    ]);
    await listening(ports.ami, () => readFileSync(join(home, 'messages'), 'utf8'));
  };
  const stop = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  play(SCENES.picksUp, ports.seats);
  play(SCENES.refuses, ports.absent);
  play(SCENES.picksUp, ports.trunk);
  play(SCENES.rings, ports.ringing);
  await start();
  return {
    host: '127.0.0.1',
    amiPort: ports.ami,
    user: 'plateau',
    secret: SECRET,
    start,
    kill: async () => {
      if (asterisk) await stop(asterisk);
    },
    caller: (queue, { number = 'anonymous', leaves, many = 1 } = {}) => {
      const scene =
        leaves === 'waiting' ? SCENES.givesUp : leaves === 'talking' ? SCENES.hangsUp : SCENES.stays;
      const port = ports.ringing + 4 + (lastCaller % 50) * 4;
      // Below ten a second, sipp's first caller takes its time.
      const rate = ['-m', String(many), '-r', String(Math.max(10, many))];
      const operator = `127.0.0.1:${ports.sip}`;
      play(scene.replaceAll('NUMBER', number), port, '-s', queue, ...rate, operator);
    },
    close: async () => {
      await Promise.all([...children].map(stop));
      for (const folder of [home, scenes]) if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

/** Until AMI greets: half a second, some seconds on a loaded machine. */
async function listening(port: number, log: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const socket = connect({ host: '127.0.0.1', port });
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await pause(100);
  }
  throw new Error(`Asterisk does not start:\n${log()}`);
}

const message = (lines: readonly string[], body = '') =>
  `<send${/^(INVITE|BYE|SIP\/2.0 200 OK)/.test(lines[0] ?? '') ? ' retrans="500"' : ''}><![CDATA[\n\n${lines.join('\n')}\n${body}\n]]></send>`;
const SDP = `Content-Type: application/sdp
Content-Length: [len]

v=0
o=essai 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
`;
const NOTHING = 'Content-Length: 0\n';
const answer = (status: string, body: string) =>
  message(
    [
      `SIP/2.0 ${status}`,
      ...['Via', 'From'].map((name) => `[last_${name}:]`),
      '[last_To:];tag=[pid]t[call_number]',
      ...['Call-ID', 'CSeq'].map((name) => `[last_${name}:]`),
      'Contact: <sip:[local_ip]:[local_port]>',
    ],
    body,
  );
/** Requests of one branch are one transaction: a CANCEL is of its INVITE. */
const ask = (method: string, { branch, cseq }: { branch: string; cseq: number }, body = NOTHING) =>
  message(
    [
      `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0`,
      `Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-${branch}`,
      'From: <sip:NUMBER@[local_ip]:[local_port]>;tag=[pid]f[call_number]',
      `To: <sip:[service]@[remote_ip]:[remote_port]>${method === 'INVITE' || method === 'CANCEL' ? '' : '[peer_tag_param]'}`,
      'Call-ID: [call_id]',
      'Contact: <sip:NUMBER@[local_ip]:[local_port]>',
      'Max-Forwards: 70',
      `CSeq: ${cseq} ${method}`,
    ],
    body,
  );
const scene = (...acts: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="essai">\n${acts.join('\n')}\n</scenario>\n`;
const RECEIVES_BYE = `<recv request="BYE"/>\n${message(['SIP/2.0 200 OK', ...['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `[last_${name}:]`)], NOTHING)}`;
const CALLS = `${ask('INVITE', { branch: 'i', cseq: 1 }, SDP)}\n<recv response="100" optional="true"/>\n<recv response="180" optional="true"/>\n<recv response="183" optional="true"/>`;
const IS_ANSWERED = `<recv response="200"/>\n${ask('ACK', { branch: 'a', cseq: 1 })}`;

/** What telephones and callers do, in the words of sipp. */
const SCENES = {
  picksUp: scene(
    '<recv request="INVITE"/>',
    answer('180 Ringing', NOTHING),
    answer('200 OK', SDP),
    '<recv request="ACK"/>',
    RECEIVES_BYE,
  ),
  refuses: scene('<recv request="INVITE"/>', answer('486 Busy Here', NOTHING), '<recv request="ACK"/>'),
  rings: scene(
    '<recv request="INVITE"/>',
    answer('180 Ringing', NOTHING),
    '<recv request="CANCEL"/>',
    message(
      ['SIP/2.0 200 OK', ...['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `[last_${name}:]`)],
      NOTHING,
    ),
  ),
  stays: scene(CALLS, IS_ANSWERED, RECEIVES_BYE),
  hangsUp: scene(
    CALLS,
    IS_ANSWERED,
    '<pause milliseconds="400"/>',
    ask('BYE', { branch: 'b', cseq: 2 }),
    '<recv response="200"/>',
  ),
  givesUp: scene(
    `${ask('INVITE', { branch: 'i', cseq: 1 }, SDP)}\n<recv response="100"/>`,
    '<pause milliseconds="400"/>',
    ask('CANCEL', { branch: 'i', cseq: 1 }),
    '<recv response="180" optional="true"/><recv response="200"/><recv response="487"/>',
    ask('ACK', { branch: 'i', cseq: 1 }),
  ),
};
