import { openSeatLines } from '../../../server/live/seat-lines.ts';
import { scriptedLine } from '../telephony/scripted-line.ts';
import type { LineHouse } from './line-house.ts';

/** The house behind a PBX that is played: at each call another one, its own seats beside those of the manual line. */
export function playedPbx(houseOf: () => LineHouse) {
  let played = 0;
  return () => {
    const house = houseOf();
    const telephony = scriptedLine(house.clock);
    // A PBX never gives a name twice: those of the tests before are passed over.
    played += 10;
    for (let past = 0; past < played; past += 1) telephony.leaves(telephony.caller('passée'));
    const seatLines = openSeatLines(telephony);
    seatLines.begin();
    telephony.restore();
    return { app: { ...house.app, telephony, seatLines }, pbx: telephony };
  };
}
