import { join } from 'node:path';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { type Installation, openInstallation, rpcOf, type ServerProcess } from '../house/server-process.ts';
import { type Person, type Staff, staffInstallation } from '../house/staffed-installation.ts';
import { freePort } from '../machine/free-port.ts';
import { openSsh, openSshPlace, type SshPlace } from './ssh-screen.ts';
import { type SshStory, sshStory } from './ssh-story.ts';

/** `plateau serve --ssh` with a campaign of fictitious donors, and agents who come in by OpenSSH's client. */
export interface SshFloor {
  readonly installation: Installation;
  readonly staff: Staff;
  readonly home: SshPlace;
  readonly server: ServerProcess;
  /** `ssh`, nothing typed yet. */
  visit(person: Pick<Person, 'login'>, size?: Size): SshStory;
  /** By password, as a person without a key does; shown once the screen is open. */
  enter(person: Pick<Person, 'login' | 'password'>, size?: Size): Promise<SshStory>;
  /** The calls recorded by that person, in no order. */
  callsOf(person: Pick<Person, 'id'>): Promise<readonly CallRow[]>;
  close(): Promise<void>;
}

interface Size {
  readonly columns?: number;
  readonly rows?: number;
}

const OPENS = '2026-11-23T17:05:00+01:00';

/** Trained by their lead, but the last one. */
async function train(url: string, { agents, lead, campaign }: Staff): Promise<void> {
  const { training } = rpcOf(url, lead.token);
  for (const { login } of agents.slice(0, -1))
    await training.record.mutate({ login, campaign, reason: 'Journée de formation' });
}

export async function openSshFloor(size: {
  readonly agents: number;
  readonly cards: number;
  /** Of the server, beside what the floor sets. */
  readonly env?: Readonly<Record<string, string>>;
}): Promise<SshFloor> {
  const installation = await openInstallation(OPENS);
  const staff = await staffInstallation(installation, size.agents);
  const fileName = await staff.giveContactFile(size.cards);
  const port = await freePort();
  const home = openSshPlace(join(installation.folder, 'poste'), port);
  const listen = { PLATEAU_SSH_LISTEN: `127.0.0.1:${port}` };
  // Lines that were cut keep their cards: a stop would wait for them.
  const change = { ...size.env, ...listen, PLATEAU_TRAINING: 'here', PLATEAU_STOP_SECONDS: '0' };
  const server = await installation.start(change, '--ssh');
  const { campaign, ops } = staff;
  await rpcOf(server.url, ops.token).operations.importFile.mutate({ campaign, fileName });
  await train(server.url, staff);
  const script = referenceScript();
  const visit: SshFloor['visit'] = ({ login }, shown = {}) => sshStory(openSsh(home, login, shown), script);
  return {
    installation,
    staff,
    home,
    server,
    visit,
    enter: async ({ login, password }, shown) => {
      const story = visit({ login }, shown);
      await story.see('Mot de passe :');
      story.types(password);
      story.presses('enter');
      return story;
    },
    callsOf: ({ id }) =>
      installation.look(async (rows) =>
        (await Array.fromAsync(rows.calls.each(campaign))).filter((call) => call.agent === id),
      ),
    close: () => installation.close(),
  };
}
