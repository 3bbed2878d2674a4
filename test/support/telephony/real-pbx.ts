import type { PbxPlan } from '../../../scripts/demo/pbx/pbx-config.ts';
import { type PlayedPbx, startPlayedPbx } from '../../../scripts/demo/pbx/played-pbx.ts';
import { openAsterisk } from '../../../server/asterisk/ami-telephony.ts';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import type { Telephony } from '../../../server/ports/telephony.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { programPath } from '../machine/programs.ts';

/** Starts the PBX of the folder PLATEAU_TEST_PBX_DIR and the telephones of its seats; nobody calls yet. */
export async function startRealPbx(plan: PbxPlan): Promise<PlayedPbx> {
  const root = programPath('asterisk');
  const sipp = programPath('sipp');
  if (root === undefined || sipp === undefined) throw new Error('a test with a PBX runs under describeWith');
  return await startPlayedPbx({ root, sipp }, plan);
}

/** The product's line on it, which logs nothing. */
export function lineOf({ host, amiPort: port, user, secret }: PlayedPbx): Telephony {
  return openAsterisk({
    setting: { host, port, tls: false, user, secret: () => secret },
    clock: steadyClock(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    readNumber: (shown) => {
      const read = parsePhone(shown, 'FR');
      return read.ok ? read.e164 : undefined;
    },
  });
}
