import type { Call } from './call.ts';
import { startClosing, type Turn } from './closing.ts';
import { openCorrectionForm } from './correction-form.ts';
import { openDispositionsForm } from './dispositions-form.ts';

/** What is to be corrected in a call that was taken back; `call`: it is simply taken up again. */
export type Mend = 'call' | 'ending' | 'callback' | 'coordinates';

interface Mended {
  readonly disposition: string;
  readonly mend?: Mend;
}

/** The form that a correction begins with. The call ends again by the ordinary keys, under the ordinary rules. */
export function mendForm(call: Call, back: Mended | undefined, nowMs: number): Turn {
  switch (back?.mend) {
    case 'ending':
      return { call, form: openDispositionsForm() };
    case 'callback':
      return startClosing(call, back.disposition, { nowMs, byAnswer: false });
    case 'coordinates':
      return { call, form: openCorrectionForm(call) };
    default:
      return { call };
  }
}
