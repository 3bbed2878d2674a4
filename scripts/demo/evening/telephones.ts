import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pbxFiles, seatNames } from '../../../server/domain/line/dialplan-text.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import type { ManualLine } from '../../../server/manual-line/manual-line.ts';
import type { Telephony } from '../../../server/ports/telephony.ts';
import { LINE } from '../pbx/pbx-config.ts';
import { type PbxPrograms, type PlayedPbx, startPlayedPbx } from '../pbx/played-pbx.ts';

/** The callers of an evening, whoever carries their voices. */
export interface Telephones {
  /** They ring together; each reaches a seat, or waits. */
  ring(numbers: readonly string[]): void;
  /** As many more, who hang up before anybody answers; how many the line can know of. */
  giveUp(numbers: readonly string[]): Promise<number>;
}

/** Where `install-pbx.sh` puts the Asterisk of the tests. */
export const PBX_FOLDER = '/var/cache/plateau-test-pbx';
const SIPP = '/usr/bin/sipp';

/** The programs of a real PBX, where they are: its folder can only be a root for root. */
export function pbxPrograms(root: string): PbxPrograms | undefined {
  const isThere = existsSync(join(root, 'usr/sbin/asterisk')) && existsSync(SIPP);
  return isThere && process.getuid?.() === 0 ? { root, sipp: SIPP } : undefined;
}

/** A PBX that loads what `plateau line files` writes of these settings, a telephone at each seat. */
export async function startLinePbx(programs: PbxPrograms, settings: LineSettings): Promise<PlayedPbx> {
  return await startPlayedPbx(programs, {
    seats: settings.sites.flatMap(seatNames),
    absentSeat: 'NULLE-PART',
    queues: [],
    busy: '+33639981998',
    rings: '+33639981999',
    written: pbxFiles(settings),
  });
}

/** Callers of the PBX, which distributes them. */
export function pbxTelephones(pbx: PlayedPbx): Telephones {
  return {
    ring: (numbers) => void pbx.caller(LINE, { numbers }),
    giveUp: async (numbers) => {
      await pbx.caller(LINE, { numbers, leaves: 'waiting' });
      return numbers.length;
    },
  };
}

/**
 * Desk telephones that ring by themselves, in the house first and at the partner's beyond its seats, as the operator routes them;
 * whoever picks up says so by a key. Nobody knows of a caller who gave up.
 */
export function deskTelephones(line: Telephony, { sites }: LineSettings): Telephones {
  const manual = line as ManualLine;
  const places = sites.flatMap((site) => seatNames(site).map((seat) => ({ seat, queue: site.queue })));
  return {
    ring: (numbers) => void ringDesks(manual, { places, numbers }),
    giveUp: async () => 0,
  };
}

interface Ringing {
  readonly places: readonly { readonly seat: string; readonly queue: string }[];
  readonly numbers: readonly string[];
}

async function ringDesks(line: ManualLine, { places, numbers }: Ringing): Promise<void> {
  const { seats } = await line.snapshot();
  const free = new Set(seats.filter(({ state }) => state === 'free').map(({ seat }) => seat));
  for (const { seat, queue } of places.filter((place) => free.has(place.seat)).slice(0, numbers.length))
    line.pickedUp(seat, queue);
}
