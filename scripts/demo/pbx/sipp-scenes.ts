/** What telephones and callers say, as scenarios of sipp; callers' have SHOWN, NUMBER and PRIVACY to be filled in. */
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
      'From: <sip:SHOWN@[local_ip]:[local_port]>;tag=[pid]f[call_number]',
      `To: <sip:[service]@[remote_ip]:[remote_port]>${method === 'INVITE' || method === 'CANCEL' ? '' : '[peer_tag_param]'}`,
      'Call-ID: [call_id]',
      'Contact: <sip:[local_ip]:[local_port]>',
      // As an operator tells a number to whom it trusts, withheld or not.
      'P-Asserted-Identity: <sip:NUMBER@[local_ip]>',
      'Privacy: PRIVACY',
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

export const SCENES = {
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

type CallerScene = 'stays' | 'hangsUp' | 'givesUp';

/** Somebody who calls: without a number it is withheld, which the operator still knows. */
export function callerScene(scene: CallerScene, number: string | undefined): string {
  return SCENES[scene]
    .replaceAll('SHOWN', number ?? 'anonymous')
    .replaceAll('NUMBER', number ?? WITHHELD)
    .replaceAll('PRIVACY', number === undefined ? 'id' : 'none');
}

/**
 * Never to be seen beyond the PBX.
 *
 * @internal for tests
 */
export const WITHHELD = '+33639987777';
