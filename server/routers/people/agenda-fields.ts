import { instantMs, typedLine } from '../../procedures/input-fields.ts';

/** Words and hours of an event, as whoever announces it types them, by a command or on a page. */
export const eventWords = {
  title: typedLine(3, 100),
  text: typedLine(0, 1000),
  place: typedLine(0, 200),
  fromMs: instantMs,
  toMs: instantMs,
  closesAtMs: instantMs.optional(),
};
