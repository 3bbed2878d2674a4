import { connectDesk } from './client.ts';
import { runWorkstation } from './workstation.tsx';

/** Connects to the server, then runs the workstation on the controlling terminal until the agent quits. */
export async function openWorkstation(options: {
  readonly url: string;
  readonly token: string | undefined;
}): Promise<void> {
  const { desk, clock, firstName } = await connectDesk(options);
  try {
    await runWorkstation({
      desk,
      stdin: process.stdin,
      stdout: process.stdout,
      token: options.token,
      agentFirstName: firstName,
      now: clock.now,
      ...(clock.simulated ? { clockNote: 'heure simulée' } : {}),
    });
  } finally {
    await desk.close();
  }
}
