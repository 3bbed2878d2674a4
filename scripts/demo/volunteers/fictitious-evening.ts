import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppContext } from '../../../server/app-context.ts';
import { fillShift } from '../../../server/steps/agenda/fill-shift.ts';
import { createEvent, publishEvent } from '../../../server/steps/agenda/keep-events.ts';
import { planShifts } from '../../../server/steps/agenda/plan-shifts.ts';
import { drawCodes } from '../../../server/steps/seats/draw-badges.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';

const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;

/** Twenty minutes before the evening's first slot: its codes open already. */
export const VOLUNTEERS_START_MS = at('2026-12-06T19:40');

const LINE = {
  folder: join(PROGRAM_FOLDER, 'server', 'campaigns', 'pledge-line'),
  campaign: 'PL-2026',
  site: 'MAISON',
} as const;

export const LINE_FOLDER = LINE.folder;
/** Whoever would do it by commands. */
export const OFFICE = { id: 'demo', role: 'dataOfficer', campaigns: [LINE.campaign] } as const;
const MOBILISATION = { ...OFFICE, role: 'mobilisation' } as const;
const OPS = { id: 'demo', role: 'ops', campaigns: [LINE.campaign] } as const;

const SLOTS = [
  {
    fromMs: at('2026-12-06T20:00'),
    toMs: at('2026-12-06T22:00'),
    capacity: 15,
    filled: 'groupe:"gl essai-sud"',
  },
  {
    fromMs: at('2026-12-06T22:00'),
    toMs: at('2026-12-06T23:59'),
    capacity: 15,
    filled: 'niveau:coordinateur',
  },
  {
    fromMs: at('2026-12-07T20:00'),
    toMs: at('2026-12-07T22:00'),
    capacity: 6,
    filled: 'groupe:"ligne de promesses"',
  },
] as const;

/** Who sits first: the seat, and the code that opens it once. */
export interface SeatCode {
  readonly seat: string;
  readonly code: string;
}

/**
 * Two evenings of the pledge line in the agenda of that charity, with seats, slots that some have taken and some wait for, and
 * the code of one who is there.
 */
export async function planEvenings(app: AppContext, charity: string): Promise<SeatCode> {
  const names = readdirSync(LINE.folder).filter((name) => name.endsWith('.yaml'));
  const files = new Map(names.map((name) => [name, readFileSync(join(LINE.folder, name), 'utf8')]));
  await planSeats(app, { actor: OPS.id, files });
  const asked = { account: MOBILISATION, charity };
  const event = await createEvent(app, {
    ...asked,
    text: {
      ...{ kind: 'line', title: 'Ligne de promesses', body: 'Une heure ou deux, à un poste de la maison.' },
      ...{ place: 'Salle d’essai, 1 rue Modèle', privacy: 'volunteers', groups: [] },
      ...{ fromMs: at('2026-12-06T20:00'), toMs: at('2026-12-08T00:00') },
    },
  });
  await publishEvent(app, { ...asked, event: event.id });
  const planned: number[] = [];
  for (const { filled, ...hours } of SLOTS) {
    const plan = { ...hours, role: 'écoute', needs: '', longestHours: 6, line: LINE, days: [] };
    const { slots } = await planShifts(app, { ...asked, event: event.id, plan });
    for (const slot of slots) await fillShift(app, { ...asked, slot, where: filled, mayWait: true });
    planned.push(...slots);
  }
  const { badges } = await drawCodes(app, { account: OPS, slot: planned[0] ?? 0 });
  return { seat: `${LINE.site}-01`.toLowerCase(), code: badges[0]?.code ?? '' };
}
