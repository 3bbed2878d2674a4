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
  /** Codes of skills whose callers come by a number of their own, `ligne-nl`. */
  readonly skills?: readonly string[];
  /** Dialplan, queues and agents of a line in place of the test's own; callers then come by `LINE`. Any other file too. */
  readonly written?: readonly { readonly name: string; readonly text: string }[];
}

export interface PbxPorts {
  readonly ami: number;
  readonly sip: number;
  readonly seats: number;
  readonly absent: number;
  readonly trunk: number;
  readonly ringing: number;
}

/** Where the PBX finds its own: paths of its root. */
export interface PbxPlaces {
  readonly folder: string;
  readonly modules: string;
}

export const PBX_USER = { user: 'plateau', secret: 'secret-du-banc' } as const;
/** The number of a line whose dialplan was written by Plateau. */
export const LINE = 'ligne';

const MODULES = [
  ...['res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb', 'res_timing_timerfd', 'res_pjproject'],
  ...['res_pjsip', 'res_pjsip_session', 'res_pjsip_sdp_rtp', 'res_pjsip_caller_id', 'res_pjsip_pubsub'],
  ...['res_pjsip_endpoint_identifier_ip', 'res_rtp_asterisk', 'chan_pjsip', 'codec_ulaw', 'pbx_config'],
  ...['bridge_simple', 'bridge_holding', 'bridge_builtin_features'],
  ...[
    'app_dial',
    'app_exec',
    'app_queue',
    'app_agent_pool',
    'app_senddtmf',
    'func_callerid',
    'func_groupcount',
    'func_strings',
  ],
];

const section = (name: string, ...lines: readonly string[]) => `[${name}]\n${lines.join('\n')}\n`;
const extension = (name: string, ...steps: readonly string[]) =>
  [`exten => ${name},1,NoOp()`, ...steps.map((step) => ` same => n,${step}`), ' same => n,Hangup()'].join(
    '\n',
  );

/** The configuration of a PBX that keeps nothing, all in one folder: text by file name. */
export function pbxConfig(
  plan: PbxPlan,
  ports: PbxPorts,
  places: PbxPlaces,
): Readonly<Record<string, string>> {
  const empty = ['ccss', 'features', 'udptl', 'indications', 'pjproject', 'queuerules', 'acl'];
  return {
    ...Object.fromEntries(empty.map((name) => [`${name}.conf`, ''])),
    ...daemon(plan, ports, places),
    ...line(plan),
    'pjsip.conf': telephones(plan, ports),
    ...Object.fromEntries((plan.written ?? []).map(({ name, text }) => [name, installed(text, ports)])),
  };
}

/** What a host changes of an example: where AMI listens, and its secret. */
function installed(text: string, { ami }: PbxPorts): string {
  return text.replace('port=5038', `port=${ami}`).replace('A-REMPLACER', PBX_USER.secret);
}

function daemon({ more = [] }: PbxPlan, ports: PbxPorts, { folder, modules }: PbxPlaces) {
  const dirs = ['etc', 'varlib', 'db', 'key', 'agi', 'spool', 'run', 'log'].map(
    (dir) => `ast${dir}dir => ${folder}`,
  );
  const fixed = ['astdatadir => /usr/share/asterisk', `astmoddir => ${modules}`];
  const rights = ['read=system,call,agent', 'write=system,call,agent,originate,reporting'];
  return {
    'asterisk.conf': section('directories', ...dirs, ...fixed),
    'modules.conf': section(
      'modules',
      'autoload=no',
      ...[...MODULES, ...more].map((name) => `load=${name}.so`),
    ),
    'logger.conf': section('general', 'queue_log=no') + section('logfiles', 'messages => warning,error'),
    'cdr.conf': section('general', 'enable=no'),
    'cel.conf': section('general', 'enable=no'),
    'manager.conf':
      section('general', 'enabled=yes', 'bindaddr=127.0.0.1', `port=${ports.ami}`) +
      section(PBX_USER.user, `secret=${PBX_USER.secret}`, ...rights),
    'rtp.conf': section('general', 'rtpstart=30000', 'rtpend=31000'),
  };
}

/** What the operator's host writes: the callers' way in and the way out, and the rest unless Plateau wrote it. */
function line(plan: PbxPlan) {
  const blank = `ExecIf($["$\{CALLERID(pres):0:4}" = "proh"]?Set(CALLERID(all)=))`;
  const queue = ['strategy=fewestcalls', 'timeout=15', 'retry=1', 'ringinuse=no', 'joinempty=yes'];
  const far = [
    [plan.busy, 'absent'],
    [plan.rings, 'ringing'],
    ['_+X!', 'trunk'],
  ] as const;
  const way = plan.written
    ? [
        extension(LINE, 'Goto(plateau-callers,s,1)'),
        ...(plan.skills ?? []).map((code) => extension(`${LINE}-${code}`, `Goto(plateau-callers,${code},1)`)),
      ]
    : plan.queues.map((name) => extension(name, blank, `Queue(${name},c)`));
  const include = (kind: string) => `#include ${kind}-plateau.conf\n`;
  return {
    'extensions.conf':
      section('from-operator', ...way) +
      section('plateau-dial', ...far.map(([number, to]) => extension(number, `Dial(PJSIP/${to})`))) +
      (plan.written
        ? include('extensions')
        : section('plateau-queues', ...plan.queues.map((name) => extension(name, `Queue(${name},c)`))) +
          section(
            'plateau-seats',
            ...[...plan.seats, plan.absentSeat].map((seat) => extension(seat, `AgentRequest(${seat})`)),
          )),
    'queues.conf':
      section('general', 'autofill=yes') +
      (plan.written ? include('queues') : plan.queues.map((name) => section(name, ...queue)).join('')),
    'agents.conf': plan.written
      ? include('agents')
      : [...plan.seats, plan.absentSeat].map((seat) => section(seat)).join(''),
  };
}

function telephones({ seats, absentSeat }: PbxPlan, ports: PbxPorts): string {
  const voice = ['type=endpoint', 'disallow=all', 'allow=ulaw'];
  const telephone = (name: string, port: number) =>
    section(name, ...voice, `aors=${name}`) +
    section(name, 'type=aor', `contact=sip:${name}@127.0.0.1:${port}`);
  return [
    section('loopback', 'type=transport', 'protocol=udp', `bind=127.0.0.1:${ports.sip}`),
    section('operator', ...voice, 'context=from-operator', 'trust_id_inbound=yes'),
    section('operator', 'type=identify', 'endpoint=operator', 'match=127.0.0.1'),
    ...seats.map((seat) => telephone(seat, ports.seats)),
    telephone(absentSeat, ports.absent),
    telephone('absent', ports.absent),
    telephone('trunk', ports.trunk),
    telephone('ringing', ports.ringing),
  ].join('');
}
