import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AMI_USER, scriptedAmi } from './scripted-ami.ts';

/** A PBX with telephones that are picked up at once, and numbers that a test answers for. */
export interface DiallingAmi {
  /** What a server is told to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Numbers dialled so far, in order. */
  readonly dialled: () => readonly string[];
  /** The next numbers do that: `rings` until it is told how it ends. */
  farEnd(does: 'ANSWER' | 'BUSY' | 'NOANSWER' | 'CHANUNAVAIL' | 'rings'): void;
  /** The far end picks up, or hangs up. */
  answers(): void;
  leaves(): void;
  close(): Promise<void>;
}

/** As Asterisk tells its calls: what it was asked, and the events that follow. */
export async function diallingAmi(): Promise<DiallingAmi> {
  const ami = await scriptedAmi();
  const folder = mkdtempSync(join(tmpdir(), 'plateau-pbx-secret-'));
  const secret = join(folder, 'secret');
  writeFileSync(secret, AMI_USER.secret(), { mode: 0o600 });
  const open = new Set<string>();
  const dialled: string[] = [];
  let does: Parameters<DiallingAmi['farEnd']>[0] = 'ANSWER';
  let call = '';

  const hangsUp = () => ami.tell('Hangup', { Uniqueid: call });
  const ends = (DialStatus: string) => {
    ami.tell('DialEnd', { Uniqueid: call, DialStatus });
    if (DialStatus !== 'ANSWER') hangsUp();
  };
  const dials = (action: ReadonlyMap<string, string>) => {
    call = action.get('ChannelId') ?? '';
    dialled.push(action.get('Exten') ?? '');
    ami.tell('DialBegin', { Uniqueid: call });
    if (does === 'BUSY' || does === 'CHANUNAVAIL') return ends(does);
    ami.tell('DialState', { Uniqueid: call, DialStatus: 'RINGING' });
    if (does !== 'rings') ends(does);
  };
  ami.acts((action) => {
    const name = action.get('Action');
    if (name === 'Hangup') hangsUp();
    if (name !== 'Originate') return;
    const ActionID = action.get('ActionID') ?? '';
    ami.tell('OriginateResponse', { ActionID, Response: 'Success' });
    if (action.get('Application') !== 'AgentLogin') return dials(action);
    const [Agent = ''] = (action.get('Data') ?? '').split(',');
    open.add(Agent);
    agents();
  });
  /** Every seat is known; one that was picked up has its channel. */
  const agents = () =>
    ami.answers(
      'Agents',
      ['MAISON-01', 'MAISON-02'].map((Agent) => ({
        Event: 'Agents',
        Agent,
        Status: 'AGENT_IDLE',
        ...(open.has(Agent) ? { Channel: `PJSIP/${Agent}-1` } : {}),
      })),
    );
  agents();
  return {
    env: {
      PLATEAU_PBX_URL: `ami://${AMI_USER.user}@127.0.0.1:${ami.port}`,
      PLATEAU_PBX_SECRET_FILE: secret,
    },
    dialled: () => dialled,
    farEnd: (next) => {
      does = next;
    },
    answers: () => ends('ANSWER'),
    leaves: hangsUp,
    close: async () => {
      await ami.close();
      rmSync(folder, { recursive: true });
    },
  };
}
